package io.scaleproof.loadtest.tune;

import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.policy.Circumstances;
import io.scaleproof.loadtest.policy.Demand;
import io.scaleproof.loadtest.policy.KnownPolicy;
import io.scaleproof.loadtest.policy.ScalingPolicy;
import io.scaleproof.loadtest.simulate.Model;
import io.scaleproof.loadtest.simulate.Noise;
import io.scaleproof.loadtest.simulate.Paper;
import io.scaleproof.loadtest.simulate.TraceRun;
import io.scaleproof.loadtest.simulate.TraceSimulator;
import io.scaleproof.loadtest.trace.Trace;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The traffic that settings are tried on, and what is the same for all of them: what a request costs and what fills a pod.
 *
 * <p>A pod is full at today's target, whatever target is tried: else one of 200 % would make every load small.
 */
public final class Ground {
    private final Trace trace;
    private final Paper today;
    private final double costMillis;
    private final Map<Long, Demand> bySeed = new ConcurrentHashMap<>();
    private final Demand certain;

    /**
     * A trace and the settings of today.
     *
     * @param costMillis CPU time that a request is taken to cost
     */
    public Ground(Trace trace, Paper today, double costMillis) {
        this.trace = trace;
        this.today = today;
        this.costMillis = costMillis;
        this.certain = demand(1);
    }

    public Trace trace() {
        return trace;
    }

    public Paper today() {
        return today;
    }

    /** What fills a pod. */
    public FullPod pod() {
        return today.sizing(costMillis).pod();
    }

    /** What the trace needs if a request costs what it is taken to cost. */
    public Demand demand() {
        return certain;
    }

    private Demand demand(double factor) {
        return new Demand(trace, pod(), costMillis * factor, today.settings().minReplicas());
    }

    /** The most pods that the trace ever needs. */
    public int peak() {
        int peak = 0;
        for (int i = 0; i < trace.steps(); i++) {
            peak = Math.max(peak, certain.need(i));
        }
        return peak;
    }

    /** The HPA with {@code settings}, in the noise of a seed. */
    TraceRun run(Paper settings, long seed) {
        Noise noise = Noise.of(seed);
        return run(settings, noise, bySeed.computeIfAbsent(seed, _ -> demand(noise.cost())), KnownPolicy.HPA::create);
    }

    /** Any policy with {@code settings}, without noise. */
    public TraceRun run(Paper settings, Function<Circumstances, ScalingPolicy> policy) {
        return run(settings, Noise.none(settings.model()), certain, policy);
    }

    private TraceRun run(Paper settings, Noise noise, Demand demand, Function<Circumstances, ScalingPolicy> policy) {
        Model model = settings.model();
        Circumstances circumstances = new Circumstances(
                settings.settings(),
                model.controller(),
                noise.syncPhase(model),
                model.cpuRequestMillicores(),
                model.started().plus(model.ready()),
                pod(),
                costMillis,
                demand);
        return TraceSimulator.run(
                demand,
                model,
                noise,
                policy.apply(circumstances),
                settings.settings().minReplicas(),
                settings.settings().maxReplicas(),
                settings.by());
    }

    /** The same with other traffic. */
    Ground with(Trace other) {
        return new Ground(other, today, costMillis);
    }
}
