package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.util.List;

/**
 * What could not be seen of the cluster.
 *
 * @param gaps times in which something was not watched
 * @param leftOut what was never read, one a line, and why (a missing right, for instance)
 */
public record WatchHealth(List<Gap> gaps, List<String> leftOut) {

    /** All was seen. */
    public static final WatchHealth WHOLE = new WatchHealth(List.of(), List.of());

    public WatchHealth {
        gaps = List.copyOf(gaps);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * A time in which something was not watched.
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
        METRICS
    }
}
