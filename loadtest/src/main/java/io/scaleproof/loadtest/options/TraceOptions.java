package io.scaleproof.loadtest.options;

import io.scaleproof.loadtest.plan.DurationText;
import io.scaleproof.loadtest.trace.RateUnit;
import io.scaleproof.loadtest.trace.RecordedTrace;
import io.scaleproof.loadtest.trace.Spans;
import io.scaleproof.loadtest.trace.SyntheticTrace;
import io.scaleproof.loadtest.trace.Trace;
import io.scaleproof.loadtest.trace.TraceFormat;
import io.scaleproof.loadtest.trace.TraceSource;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Traffic as it was. */
public final class TraceOptions {
    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description =
                    "Traffic: a file or a URL with rows of time,rate, a Prometheus range query's answer or an access log, packed with"
                            + " gzip or not; or wikipedia-day or wikipedia-week, traffic as it was; or one of the shapes"
                            + " diurnal, flash-crowd, weekend, saw-tooth.")
    private Optional<String> trace = Optional.empty();

    @Option(
            names = "--trace-format",
            paramLabel = "FORMAT",
            description = "csv, prometheus or log. Default: told by its begin.")
    private Optional<TraceFormat> format = Optional.empty();

    @Option(
            names = "--trace-zone",
            paramLabel = "ZONE",
            description = "Time zone of times that have none, as Europe/Berlin.")
    private Optional<String> zone = Optional.empty();

    @Option(
            names = "--trace-unit",
            paramLabel = "UNIT",
            description =
                    "What the numbers count where no header says it: second (default), minute, hour, or count for requests per step.")
    private Optional<String> unit = Optional.empty();

    @Option(
            names = "--trace-step",
            paramLabel = "TIME",
            description = "Averages over so long. Default: the trace's own step.")
    private Optional<String> step = Optional.empty();

    @Option(
            names = "--fill-gaps",
            description = "Fills gaps of any length in a straight line, instead of refusing long ones.")
    private boolean fillGaps;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "1",
            description = "So many times faster: at 60 a day takes 24 minutes. Default: 1.")
    private double speed;

    @Option(
            names = "--trace-seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Chooses among a shape's traces. Default: 1.")
    private long seed;

    private Optional<Trace> known = Optional.empty();

    public boolean isGiven() {
        return trace.isPresent();
    }

    /**
     * The trace, checked and mended.
     *
     * @throws IllegalArgumentException naming what is wrong, with the row, and what is allowed
     */
    public Trace trace() throws IOException, InterruptedException {
        if (known.isEmpty()) {
            known = Optional.of(read());
        }
        return known.get();
    }

    private Trace read() throws IOException, InterruptedException {
        String from = trace.orElseThrow(() -> new IllegalArgumentException(
                "there is no traffic. Give --trace FILE, or to begin with %s as it was, or one of the shapes %s: --trace wikipedia-day"
                        .formatted(RecordedTrace.names(), SyntheticTrace.names())));
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("--speed is %s. It is a number above 0".formatted(speed));
        }
        Optional<Trace> kept = SyntheticTrace.named(from)
                .map(shape -> shape.trace(seed))
                .or(() -> RecordedTrace.named(from).map(RecordedTrace::trace));
        Trace read = kept.isPresent()
                ? kept.get()
                : TraceSource.read(from, new TraceSource.Asked(format, zone(), unit(), fillGaps));
        return averaged(read).faster(speed);
    }

    private Trace averaged(Trace read) {
        if (step.isEmpty()) {
            return read;
        }
        Duration asked = DurationText.parse("--trace-step", step.get());
        long several = asked.toNanos() / read.step().toNanos();
        if (several < 1 || asked.toNanos() % read.step().toNanos() != 0) {
            throw new IllegalArgumentException(
                    "--trace-step is %s, and the trace's own step is %s. Give a multiple of it"
                            .formatted(step.get(), Spans.words(read.step())));
        }
        return read.averaged(Math.toIntExact(several));
    }

    private Optional<ZoneId> zone() {
        return zone.map(name -> {
            try {
                return ZoneId.of(name);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "--trace-zone is '%s', which is no time zone. Write it like Europe/Berlin, UTC or +02:00"
                                .formatted(name),
                        e);
            }
        });
    }

    private Optional<RateUnit> unit() {
        return unit.map(name -> switch (name) {
            case "second" -> RateUnit.SECOND;
            case "minute" -> RateUnit.MINUTE;
            case "hour" -> RateUnit.HOUR;
            case "count" -> RateUnit.COUNT;
            default ->
                throw new IllegalArgumentException("--trace-unit is '%s'. It is one of %s"
                        .formatted(name, List.of("second", "minute", "hour", "count")));
        });
    }
}
