package io.scaleproof.loadtest.record;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** When the load generator was late or lost requests, in words. */
public final class Lateness {
    /** More times than this are counted but not named: the words are for one line. */
    private static final int NAMED = 3;

    private Lateness() {}

    /**
     * For instance {@code late by up to 320 ms from 41 s to 44 s}; empty if all seconds are sound.
     *
     * @param seconds a run's, or a part of them, in order
     * @param limitMillis up to which lateness is none
     */
    public static Optional<String> words(List<SecondSample> seconds, double limitMillis) {
        List<List<SecondSample>> times = times(seconds, limitMillis);
        if (times.isEmpty()) {
            return Optional.empty();
        }
        String named =
                times.stream().limit(NAMED).map(time -> what(time, limitMillis)).collect(joining("; "));
        return Optional.of(named + (times.size() > NAMED ? "; and %d times more".formatted(times.size() - NAMED) : ""));
    }

    /** Unsound seconds, those together between which none was sound. */
    private static List<List<SecondSample>> times(List<SecondSample> seconds, double limitMillis) {
        List<List<SecondSample>> times = new ArrayList<>();
        boolean goesOn = false;
        for (SecondSample second : seconds) {
            boolean sound = second.isSound(limitMillis);
            if (!sound && !goesOn) {
                times.add(new ArrayList<>());
            }
            if (!sound) {
                times.getLast().add(second);
            }
            goesOn = !sound;
        }
        return times;
    }

    private static String what(List<SecondSample> time, double limitMillis) {
        double late = time.stream().mapToDouble(SecondSample::lateMillis).max().orElse(0);
        long notSent = time.stream().mapToLong(SecondSample::notSent).sum();
        long spoilt = time.stream().mapToLong(SecondSample::spoilt).sum();
        List<String> what = new ArrayList<>();
        if (late > limitMillis) {
            what.add(String.format(Locale.ROOT, "late by up to %.0f ms", late));
        }
        if (notSent > 0) {
            what.add(requests(notSent) + " could not leave");
        }
        if (spoilt > 0) {
            what.add(requests(spoilt) + " cut off by a standstill");
        }
        return "%s from %d s to %d s"
                .formatted(
                        String.join(", ", what),
                        time.getFirst().at().toSeconds(),
                        time.getLast().at().toSeconds() + 1);
    }

    private static String requests(long number) {
        return number == 1 ? "1 request" : String.format(Locale.ROOT, "%,d requests", number);
    }
}
