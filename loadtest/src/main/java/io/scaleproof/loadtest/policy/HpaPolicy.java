package io.scaleproof.loadtest.policy;

import io.scaleproof.loadtest.hpa.EqualPods;
import io.scaleproof.loadtest.hpa.EqualPodsAutoscaler;
import java.time.Duration;

/** Kubernetes' algorithm, as it is replayed on real runs. */
final class HpaPolicy implements ScalingPolicy {
    private final Circumstances circumstances;
    private final EqualPodsAutoscaler autoscaler;
    private final EqualPods seen;

    HpaPolicy(Circumstances circumstances) {
        this.circumstances = circumstances;
        this.autoscaler = new EqualPodsAutoscaler(circumstances.settings());
        this.seen = new EqualPods(Math.round(circumstances.requestMillicores()), circumstances.controller());
    }

    @Override
    public long phaseMillis() {
        return circumstances.syncPhase().toMillis();
    }

    @Override
    public long periodMillis() {
        return circumstances.controller().syncPeriod().toMillis();
    }

    @Override
    public int decide(Sight sight) {
        seen.clear();
        sight.count(seen);
        return autoscaler.sync(Duration.ofMillis(sight.now()), sight.wanted(), seen);
    }
}
