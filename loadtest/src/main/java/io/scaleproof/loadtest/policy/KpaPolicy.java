package io.scaleproof.loadtest.policy;

/**
 * Knative's pod autoscaler, scaling on requests per second: the mean of the last 60 s decides, unless that of the last 6 s
 * asks for twice the pods that are ready; then, until 60 s after that was last so, the higher of both does, and no pod goes.
 *
 * <p>Source: knative/serving, {@code pkg/autoscaler/scaling/autoscaler.go}, method Scale; the defaults are those of
 * config/core/configmaps/autoscaler.yaml (stable-window 60s, panic-window-percentage 10, panic-threshold-percentage 200,
 * max-scale-up-rate 1000, max-scale-down-rate 2) and of its tick of two seconds. Its target is as many requests per second as
 * fill a pod by the HPA's target, so that both mean the same by a full pod. Of requests it learns at once; it is asked only
 * from one pod up.
 */
final class KpaPolicy implements ScalingPolicy {
    private static final long TICK = 2_000;
    private static final long STABLE = 60_000;
    private static final long PANIC = 6_000;
    private static final double PANIC_THRESHOLD = 2;
    private static final double MAX_UP = 1_000;
    private static final double MAX_DOWN = 2;
    private static final long NEVER = Long.MIN_VALUE;

    private final Circumstances circumstances;
    private long panicSince = NEVER;
    private int maxPanicPods;

    KpaPolicy(Circumstances circumstances) {
        this.circumstances = circumstances;
    }

    @Override
    public long phaseMillis() {
        return 0;
    }

    @Override
    public long periodMillis() {
        return TICK;
    }

    @Override
    public int decide(Sight sight) {
        long now = sight.now();
        double ready = Math.max(1, sight.ready());
        double target = circumstances.requestsPerPod();
        double mostUp = Math.ceil(MAX_UP * ready);
        double mostDown = Math.floor(ready / MAX_DOWN);
        double stable = Math.ceil(circumstances.demand().meanRate(now, STABLE) / target);
        double panic = Math.ceil(circumstances.demand().meanRate(now, PANIC) / target);
        int desired = (int) Math.min(Math.max(stable, mostDown), mostUp);
        int desiredInPanic = (int) Math.min(Math.max(panic, mostDown), mostUp);
        if (panic / ready >= PANIC_THRESHOLD) {
            panicSince = now;
        } else if (panicSince != NEVER && panicSince + STABLE < now) {
            panicSince = NEVER;
            maxPanicPods = 0;
        }
        if (panicSince != NEVER) {
            maxPanicPods = Math.max(maxPanicPods, Math.max(desired, desiredInPanic));
            desired = maxPanicPods;
        }
        return circumstances.bounded(desired);
    }
}
