package io.scaleproof.loadtest.need;

import io.scaleproof.loadtest.need.Need.Moment;
import io.scaleproof.loadtest.record.StageRun;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The moments that a need consists of. */
final class Moments {
    private Moments() {}

    /** Every second of a stage, and every change of its rate. */
    static NavigableSet<Duration> times(StageRun stage) {
        NavigableSet<Duration> times = new TreeSet<>();
        times.add(stage.start());
        stage.trims().forEach(trim -> times.add(trim.at()));
        for (Duration at = Duration.ofSeconds(stage.start().toSeconds() + 1);
                at.compareTo(stage.end()) < 0;
                at = at.plusSeconds(1)) {
            times.add(at);
        }
        return times;
    }

    /**
     * What a load needs from {@code at} on.
     *
     * @param worth of the load, in pods
     * @param queued pods' worth that queued before
     * @param minimum the HPA's
     */
    static Moment of(Duration at, Range worth, double queued, FullPod pod, int minimum) {
        double seen = worth.high() + queued;
        return new Moment(
                at,
                worth,
                Math.max(minimum, pod.leastEnough(worth.low())),
                Math.max(minimum, pod.enough(worth.mid())),
                Math.max(minimum, pod.enough(worth.high())),
                seen,
                Math.max(minimum, pod.atMost(seen)));
    }
}
