package io.scaleproof.loadtest.trials;

import io.scaleproof.loadtest.record.Contract;
import java.time.Duration;
import java.util.Optional;

/**
 * The limits that a good stack keeps whatever the phases of metrics and syncs: the project's own contract, or what the
 * stack's parts come to at the worst, where that is more.
 */
final class Limits {
    private static final Duration SYNC = Duration.ofSeconds(15);
    private static final Duration ROOM = Duration.ofSeconds(15);

    private final Stack stack;

    Limits(Stack stack) {
        this.stack = stack;
    }

    /** Two windows of metrics, of which the second is the first to lie in the load as a whole, and a sync. */
    private Duration seen() {
        Duration windows = stack.resolution.multipliedBy(stack.losesMetrics ? 3 : 2);
        return windows.plus(SYNC.multipliedBy(stack.missesSyncs ? 2 : 1));
    }

    private Duration firstScaleUp() {
        return longer(Duration.ofSeconds(60), seen().plus(ROOM));
    }

    private Duration capacity() {
        Duration start = stack.starting.plus(stack.warming).plus(stack.nodeWait);
        // Pods that are not measured yet count as idle, so that a step is seldom the whole way.
        double factor = stack.saturates ? stack.limitMillicores / stack.fullMillicores() * 0.9 : 1.4;
        long steps = (long) Math.ceil(Math.log((double) stack.pods * 1.3 / stack.min) / Math.log(factor));
        Duration step = stack.saturates ? seen().plus(start) : stack.resolution;
        return longer(
                Duration.ofSeconds(90),
                seen().plus(step.multipliedBy(steps)).plus(start).plus(ROOM));
    }

    private Duration back() {
        return longer(
                Duration.ofSeconds(150),
                seen().plus(stack.down.stabilizationWindow().plus(SYNC).multipliedBy(descents()))
                        .plus(SYNC)
                        .plus(Stack.STOPPING)
                        .plus(ROOM));
    }

    /** Many pods at rest read as load for some of them: each descent takes a window. */
    private int descents() {
        int descents = 0;
        double pods = 1.3 * stack.pods;
        while (pods > stack.min && descents < 10) {
            pods = Math.ceil(1.05 * pods * stack.idleMillicores / stack.fullMillicores() + 0.3);
            descents++;
        }
        return descents;
    }

    /** A pod, and what noise makes of many. */
    private int overshoot() {
        return 1 + (int) Math.ceil(stack.pods * stack.noise * 1.3);
    }

    Contract contract() {
        return new Contract(
                Optional.of(firstScaleUp()),
                Optional.of(capacity()),
                Optional.of(0L),
                Optional.of(0.0),
                // What waits for a saturated pod waits longer than any limit that says something.
                stack.saturates ? Optional.empty() : Optional.of(Duration.ofMillis(250)),
                Optional.of(overshoot()),
                Optional.of(back()),
                Optional.of(0),
                true,
                Optional.empty());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
