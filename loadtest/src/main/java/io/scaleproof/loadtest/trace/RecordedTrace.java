package io.scaleproof.loadtest.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Traffic that was, kept with this program in a reduced form: requests an hour. Where it is from, and on what terms, stands at
 * the head of the file.
 */
public enum RecordedTrace {
    /** Page views of an edition of Wikipedia on a Tuesday, into whose afternoon a crowd came. */
    WIKIPEDIA_DAY(24, 24),
    /** The same from Monday to Sunday. */
    WIKIPEDIA_WEEK(0, 168);

    private static final String FILE = "wikipedia-week.csv";
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final int STEPS_AN_HOUR = 60;

    private final int from;
    private final int hours;

    RecordedTrace(int from, int hours) {
        this.from = from;
        this.hours = hours;
    }

    /** Its name as one types it. */
    public String label() {
        return TypedNames.of(this);
    }

    public static Optional<RecordedTrace> named(String name) {
        return TypedNames.find(values(), name);
    }

    /** All names, for messages. */
    public static String names() {
        return TypedNames.list(values());
    }

    /** As it was, in requests a second, in steps of a minute: straight lines from the middle of an hour to that of the next. */
    public Trace trace() {
        double[] hourly = Arrays.copyOfRange(hourly(), from, from + hours);
        double[] rates = new double[hours * STEPS_AN_HOUR];
        for (int i = 0; i < rates.length; i++) {
            double hour = (i + 0.5) / STEPS_AN_HOUR - 0.5;
            int before = Math.clamp((int) Math.floor(hour), 0, hours - 1);
            int after = Math.min(before + 1, hours - 1);
            double part = Math.clamp(hour - before, 0, 1);
            rates[i] = (hourly[before] + (hourly[after] - hourly[before]) * part) / 3_600;
        }
        return new Trace(
                label(),
                Optional.empty(),
                STEP,
                rates,
                List.of(
                        "page views of Wikipedia as they were, by the hour (public counts of the Wikimedia Foundation, CC0, by way of LIMBO's examples)",
                        "what changed within an hour is not known: straight lines from one to the next"));
    }

    private static double[] hourly() {
        try (InputStream file = RecordedTrace.class.getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.split(",")))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
