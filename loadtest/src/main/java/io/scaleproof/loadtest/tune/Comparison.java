package io.scaleproof.loadtest.tune;

import io.scaleproof.loadtest.policy.KnownPolicy;
import io.scaleproof.loadtest.record.Elasticity;
import io.scaleproof.loadtest.simulate.TraceRun;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings on a trace, beside what else there is: all policies, without noise.
 *
 * @param runs what became of the trace under each policy, by its name, the HPA first
 */
public record Comparison(Ground ground, TraceClauses clauses, Map<String, TraceRun> runs) {

    /** Runs all of them. */
    public static Comparison of(Ground ground, TraceClauses clauses) {
        Map<String, TraceRun> runs = new LinkedHashMap<>();
        for (KnownPolicy policy : KnownPolicy.values()) {
            runs.put(policy.label(), ground.run(ground.today(), policy::create));
        }
        return new Comparison(ground, clauses, runs);
    }

    public TraceRun hpa() {
        return runs.get(KnownPolicy.HPA.label());
    }

    public TraceRun floor() {
        return runs.get(KnownPolicy.CLAIRVOYANT.label());
    }

    /** Whether the settings keep the contract on the trace. */
    public boolean keepsContract() {
        return clauses.excess(hpa(), hpa().elasticity()) == 0;
    }

    /** Where the settings lie between floor and static: {@code 1.31 x the pod-hours of a clairvoyant; ...}. */
    public String place() {
        Elasticity figures = hpa().elasticity();
        return place(
                figures.podHours(),
                figures.underTime(),
                floor().elasticity(),
                runs.get(KnownPolicy.STATIC.label()).elasticity());
    }

    static String place(double podHours, double underTime, Elasticity floor, Elasticity fixed) {
        return "%s x the pod-hours of a clairvoyant, where as many pods all the time as the height needs are %s x; %s of the time short of a pod"
                .formatted(
                        Amounts.of(podHours / floor.podHours()),
                        Amounts.of(fixed.podHours() / floor.podHours()),
                        Amounts.percent(underTime));
    }
}
