package io.scaleproof.loadtest.need;

import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.record.StageRun;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What the service answered, and when: requests that were due and are no longer in flight, but not those that failed. */
final class Answered {
    private static final int NONE = -1;
    private static final int UNKNOWN = -2;

    /** Each by the second of the run; what was not recorded is as it was before. */
    private final double[] untilEndOf;

    private final long[] inFlight;
    private final int[] kinds;

    Answered(List<SecondSample> seconds, List<StageRun> stages) {
        Map<String, Integer> millisByStage = new HashMap<>();
        stages.forEach(stage -> millisByStage.put(stage.name(), stage.requestMillis()));
        int length = seconds.isEmpty() ? 0 : (int) seconds.getLast().at().toSeconds() + 1;
        untilEndOf = new double[length];
        inFlight = new long[length];
        kinds = new int[length];
        double due = 0;
        long failed = 0;
        int next = 0;
        for (SecondSample second : seconds) {
            int at = (int) second.at().toSeconds();
            for (; next < at; next++) {
                untilEndOf[next] = next == 0 ? 0 : untilEndOf[next - 1];
                inFlight[next] = next == 0 ? 0 : inFlight[next - 1];
                kinds[next] = NONE;
            }
            due += second.scheduled();
            failed += second.failed() + second.notSent() + second.spoilt();
            untilEndOf[at] = due - failed - second.inFlight();
            inFlight[at] = second.inFlight();
            kinds[at] = second.scheduled() == 0 ? NONE : millisByStage.getOrDefault(second.stage(), UNKNOWN);
            next = at + 1;
        }
    }

    /** Requests answered between the two, a fraction of one counts. */
    double between(Duration from, Duration to) {
        return until(to) - until(from);
    }

    /** Requests that are begun and not answered: they have had a part of their CPU. */
    double inFlight(Duration at) {
        int second = known(at.toSeconds());
        return second < 0 ? 0 : inFlight[second];
    }

    private double until(Duration at) {
        double seconds = at.toNanos() / 1e9;
        long whole = (long) Math.floor(seconds);
        return endOf(whole - 1) + (seconds - whole) * (endOf(whole) - endOf(whole - 1));
    }

    private double endOf(long second) {
        int known = known(second);
        return known < 0 ? 0 : untilEndOf[known];
    }

    /** The second, or the last one there is; negative before the first. */
    private int known(long second) {
        return (int) Math.min(second, untilEndOf.length - 1L);
    }

    /** The CPU time that all requests between the two asked for; empty if there were several kinds, or none. */
    OptionalInt kind(Duration from, Duration to) {
        int kind = NONE;
        for (int at = Math.max(0, (int) from.toSeconds()); at <= known(to.toSeconds()); at++) {
            if (kinds[at] != NONE && kind != NONE && kinds[at] != kind) {
                return OptionalInt.empty();
            }
            kind = kinds[at] == NONE ? kind : kinds[at];
        }
        return kind == NONE ? OptionalInt.empty() : OptionalInt.of(kind);
    }
}
