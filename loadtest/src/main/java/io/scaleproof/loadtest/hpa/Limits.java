package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.hpa.Limit.Cause;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Policy;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import java.time.Duration;
import java.util.Optional;

/** Keeps a number of pods within minReplicas, maxReplicas and the policies of its direction. */
final class Limits {
    private static final int DOUBLING = 2;
    private static final int DOUBLING_AT_LEAST = 4;

    private final HpaSettings settings;
    private final ScaleEvents ups;
    private final ScaleEvents downs;

    Limits(HpaSettings settings, ScaleEvents ups, ScaleEvents downs) {
        this.settings = settings;
        this.ups = ups;
        this.downs = downs;
    }

    /** With {@code behavior}. */
    Limit apply(int wanted, int current, Duration now) {
        if (wanted > current) {
            Cause rate = rate(settings.scaleUp(), true, current, now);
            int allowed = Math.max(current, pods(rate, current, Integer.MAX_VALUE));
            Cause cause = settings.maxReplicas() > allowed ? rate : new Cause.Maximum(settings.maxReplicas());
            return limit(wanted, Math.min(wanted, Math.min(settings.maxReplicas(), allowed)), cause);
        }
        if (wanted < current) {
            Cause rate = rate(settings.scaleDown(), false, current, now);
            int allowed = Math.min(current, pods(rate, current, Integer.MIN_VALUE));
            Cause cause = settings.minReplicas() < allowed ? rate : new Cause.Minimum(settings.minReplicas());
            return limit(wanted, Math.max(wanted, Math.max(settings.minReplicas(), allowed)), cause);
        }
        return limit(wanted, wanted, new Cause.None());
    }

    /** Without {@code behavior}. */
    Limit applyDefault(int wanted, int current) {
        int doubled = Math.max(DOUBLING * current, DOUBLING_AT_LEAST);
        if (wanted < settings.minReplicas()) {
            return limit(wanted, settings.minReplicas(), new Cause.Minimum(settings.minReplicas()));
        }
        Cause cause = settings.maxReplicas() > doubled
                ? new Cause.Doubling(doubled)
                : new Cause.Maximum(settings.maxReplicas());
        return limit(wanted, Math.min(wanted, Math.min(settings.maxReplicas(), doubled)), cause);
    }

    private static Limit limit(int before, int after, Cause cause) {
        return new Limit(before, after, before == after ? new Cause.None() : cause);
    }

    private static int pods(Cause rate, int current, int unlimited) {
        return switch (rate) {
            case Cause.ByPolicy policy -> policy.pods();
            case Cause.None none -> unlimited;
            case Cause.Disabled _, Cause.Doubling _, Cause.Maximum _, Cause.Minimum _ -> current;
        };
    }

    private Cause rate(Rules rules, boolean up, int current, Duration now) {
        if (rules.selectPolicy().equals("Disabled")) {
            return new Cause.Disabled(up);
        }
        boolean least = rules.selectPolicy().equals("Min");
        Optional<Cause.ByPolicy> chosen = Optional.empty();
        for (Policy policy : rules.policies()) {
            int periodStart = current - ups.within(policy.period(), now) + downs.within(policy.period(), now);
            int pods = up ? most(policy, periodStart) : fewest(policy, periodStart);
            // The least change is the fewest pods on the way up and the most on the way down.
            boolean fewerPodsWin = up == least;
            if (chosen.isEmpty()
                    || (fewerPodsWin
                            ? pods < chosen.get().pods()
                            : pods > chosen.get().pods())) {
                chosen = Optional.of(new Cause.ByPolicy(policy, rules.selectPolicy(), periodStart, pods));
            }
        }
        return chosen.<Cause>map(policy -> policy).orElseGet(Cause.None::new);
    }

    /** Rounded up, so that a percentage of few pods still lets one be added. */
    private static int most(Policy policy, int periodStart) {
        return policy.type().equals("Percent")
                ? PodsMetric.ceil(periodStart * (1 + policy.value() / 100.0))
                : periodStart + policy.value();
    }

    private static int fewest(Policy policy, int periodStart) {
        return policy.type().equals("Percent")
                ? (int) (periodStart * (1 - policy.value() / 100.0))
                : periodStart - policy.value();
    }
}
