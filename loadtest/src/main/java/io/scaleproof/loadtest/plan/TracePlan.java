package io.scaleproof.loadtest.plan;

import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.trace.Spans;
import io.scaleproof.loadtest.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A trace as a plan: its shape in pods' worth of load, so that its height needs as many pods as one asks for, in stages that
 * go in a straight line from one rate to the next.
 *
 * <p>Steps of less than five seconds are averaged into such, for neither metrics nor a reader see more. Then neighbours are
 * joined to one stage as long as the straight line stays within a fiftieth of the height of all of them, and no longer than
 * {@link #LONGEST}.
 */
public final class TracePlan {
    /** A stage of less tells nothing that metrics could see. */
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    /** Rates are trimmed to what requests cost only where a stage ends and the next begins. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Duration LONGEST_PLAN = Duration.ofHours(6);
    private static final double OFF = 0.02;
    /** Below this no load is sized: it would be a request in minutes. */
    private static final double LEAST_PODS = 0.05;

    private TracePlan() {}

    /**
     * The plan.
     *
     * @param trace at the speed at which it shall be sent
     * @param pods that its height shall need
     * @param requestMillis CPU time that its requests ask for
     * @throws IllegalArgumentException when it is too long or too short to be sent
     */
    public static Plan of(Trace trace, int pods, int requestMillis) {
        if (trace.length().compareTo(LONGEST_PLAN) > 0) {
            throw new IllegalArgumentException(
                    "%s lasts %s, which is more than the %s that a run may take. Send it faster: --speed %d"
                            .formatted(
                                    trace.name(),
                                    Spans.words(trace.length()),
                                    Spans.words(LONGEST_PLAN),
                                    Math.ceilDiv(trace.length().toSeconds(), 1_800)));
        }
        if (trace.length().compareTo(SHORTEST.multipliedBy(12)) < 0) {
            throw new IllegalArgumentException(
                    "%s lasts %s at this speed, which is too short to judge by: an HPA looks every 15 s. Send it more slowly (--speed), or a longer one"
                            .formatted(trace.name(), Spans.words(trace.length())));
        }
        if (pods < 2) {
            throw new IllegalArgumentException(
                    "A load that needs %d pod scales nothing. Give --pods 2 or more".formatted(pods));
        }
        Trace steps = trace.averaged(
                (int) Math.ceilDiv(SHORTEST.toNanos(), trace.step().toNanos()));
        return new Plan(
                "trace",
                "The traffic of %s, its height made to need %d pods".formatted(trace.name(), pods),
                stages(steps, pods, requestMillis));
    }

    private static List<Stage> stages(Trace steps, int pods, int requestMillis) {
        double peak = steps.peak();
        if (peak == 0) {
            throw new IllegalArgumentException("%s has no request in it".formatted(steps.name()));
        }
        List<Stage> stages = new ArrayList<>();
        // A rate holds for its step; the line goes through the steps' begins.
        int from = 0;
        while (from < steps.steps()) {
            int to = longest(steps, from, OFF * peak);
            Level begin = level(steps.rate(from), peak, pods);
            boolean flat = to == from;
            Level end = flat ? begin : level(steps.rate(Math.min(to, steps.steps() - 1)), peak, pods);
            int length = Math.max(1, to - from);
            stages.add(new Stage(
                    "step %d".formatted(stages.size() + 1),
                    phase(steps, from, Math.min(to, steps.steps() - 1)),
                    begin,
                    end,
                    new Hold.For(steps.step().multipliedBy(length)),
                    requestMillis));
            from += length;
        }
        return stages;
    }

    /** The last step that a straight line from {@code from} reaches with all in between on it, nearly. */
    private static int longest(Trace steps, int from, double off) {
        int most = (int) Math.min(
                steps.steps() - 1L,
                from + Math.max(1, LONGEST.toNanos() / steps.step().toNanos()));
        int reached = from;
        for (int to = from + 1; to <= most; to++) {
            double slope = (steps.rate(to) - steps.rate(from)) / (to - from);
            for (int between = from + 1; between < to; between++) {
                if (Math.abs(steps.rate(from) + slope * (between - from) - steps.rate(between)) > off) {
                    return reached;
                }
            }
            if (to == from + 1 && Math.abs(steps.rate(to) - steps.rate(from)) > 5 * off) {
                // A jump stays a jump.
                return from;
            }
            reached = to;
        }
        return reached;
    }

    private static Level level(double rate, double peak, int pods) {
        return rate == peak
                ? new Level.Needing(pods)
                : new Level.Pods(Math.max(LEAST_PODS, rate / peak * (pods - 0.5)));
    }

    private static Phase phase(Trace steps, int from, int to) {
        double change = steps.rate(to) - steps.rate(from);
        double high = Math.max(steps.rate(from), steps.rate(to)) / steps.peak();
        if (from == 0 && high < 0.5) {
            return Phase.BASELINE;
        }
        return change < 0 ? Phase.QUIET : high > 0.5 && change < OFF * steps.peak() ? Phase.SUSTAIN : Phase.SURGE;
    }
}
