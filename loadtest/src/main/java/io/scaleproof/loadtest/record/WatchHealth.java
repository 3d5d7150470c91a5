package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What could not be seen of the cluster, and what kept the pods from being themselves.
 *
 * @param gaps times in which something was not watched
 * @param leftOut what was never read, one a line, and why (a missing right, for instance)
 * @param starved times in which the machine that both the load test and the pods run on had no processor to spare; none where
 *     they run on different ones
 * @param disturbed times in which that machine was busy with something else, so that what pods use there is not theirs alone:
 *     two threads on one core's caches take up to twice the time for the same work
 * @param changed what somebody changed of the HPA in mid-run, one a line; reports of before have none
 */
public record WatchHealth(
        List<Gap> gaps, List<String> leftOut, List<Starved> starved, List<Starved> disturbed, List<String> changed) {

    /** All was seen. */
    public static final WatchHealth WHOLE = new WatchHealth(List.of(), List.of());

    public WatchHealth {
        gaps = List.copyOf(gaps);
        leftOut = List.copyOf(leftOut);
        starved = List.copyOf(starved);
        disturbed = List.copyOf(disturbed);
        changed = changed == null ? List.of() : List.copyOf(changed);
    }

    /** The same on a machine that had processors to spare, of an HPA that nobody changed. */
    public WatchHealth(List<Gap> gaps, List<String> leftOut) {
        this(gaps, leftOut, List.of());
    }

    /** The same on a machine that had processors to spare. */
    public WatchHealth(List<Gap> gaps, List<String> leftOut, List<String> changed) {
        this(gaps, leftOut, List.of(), List.of(), changed);
    }

    /** The same on a machine that at times had none, or was busy with something else. */
    public WatchHealth on(List<Starved> without, List<Starved> busy) {
        return new WatchHealth(gaps, leftOut, without, busy, changed);
    }

    /** The same with more times in which something was not watched, or cannot be believed. */
    public WatchHealth besides(List<Gap> more) {
        return new WatchHealth(
                Stream.concat(gaps.stream(), more.stream())
                        .sorted(Comparator.comparing(Gap::from))
                        .toList(),
                leftOut,
                starved,
                disturbed,
                changed);
    }

    /** A time in which processors were busy, all of them or with something else. */
    public record Starved(Duration from, Duration to) {}

    /**
     * A time in which something was not watched, or could not be believed.
     *
     * @param what was not seen
     * @param from when it was last known to be seen
     * @param to when it was seen again; the run's end if it was not
     * @param why in words
     */
    public record Gap(Watched what, Duration from, Duration to, String why) {}

    /** What is watched. */
    public enum Watched {
        HPA,
        TARGET,
        PODS,
        ENDPOINTS,
        METRICS,
        /** The clock by which the cluster dates what it says. */
        CLOCK
    }
}
