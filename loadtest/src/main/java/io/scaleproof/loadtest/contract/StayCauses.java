package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.contract.Facts.Interval;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.RunRecord;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Why the HPA kept pods that the load no longer needed. */
final class StayCauses {
    private static final int SHORT_WINDOW_SECONDS = 60;

    private final RunRecord run;
    private final Remedies remedies;

    StayCauses(RunRecord run, Remedies remedies) {
        this.run = run;
        this.remedies = remedies;
    }

    /** What keeps pods. */
    private enum Keeper {
        /** Its own figures, by which more than the minimum is needed. */
        USE,
        /** It has no figures. */
        BLINDNESS,
        /** Its window, its policies. */
        RULES
    }

    /** For how long each kept them, and the last status that shows it. */
    private record Kept(Map<Keeper, Duration> times, Map<Keeper, HpaSample> last) {
        Keeper longest() {
            return times.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse(Keeper.RULES);
        }
    }

    /** Whether for most of that time the pods used so much that the HPA had to keep them. */
    boolean byUse(Duration from, Duration to) {
        return kept(from, to).longest() == Keeper.USE;
    }

    /** What kept them for most of that time. */
    Cause of(Duration from, Duration to) {
        Kept kept = kept(from, to);
        return run.autoscaler()
                .map(settings -> switch (kept.longest()) {
                    case USE -> use(kept.last().get(Keeper.USE));
                    case BLINDNESS -> blind(kept.last().get(Keeper.BLINDNESS));
                    case RULES -> rules(settings.scaleDown());
                })
                .orElseGet(() -> new Cause("there is no HPA", remedies.describeHpa()));
    }

    /** From when its figures no longer tell of the load before. */
    private Kept kept(Duration from, Duration to) {
        Map<Keeper, Duration> times = new EnumMap<>(Keeper.class);
        Map<Keeper, HpaSample> last = new EnumMap<>(Keeper.class);
        Duration since = from.plus(Facts.stillSeen(run));
        for (int i = 0; i < run.hpa().size(); i++) {
            HpaSample status = run.hpa().get(i);
            Duration next = i + 1 < run.hpa().size() ? run.hpa().get(i + 1).at() : to;
            Duration length = new Interval(status.at(), next).overlap(since, to);
            if (length.isPositive()) {
                Keeper keeper = keeper(status);
                times.merge(keeper, length, Duration::plus);
                last.put(keeper, status);
            }
        }
        return new Kept(times, last);
    }

    private Keeper keeper(HpaSample status) {
        if (status.blindness().isPresent()) {
            return Keeper.BLINDNESS;
        }
        return keepingMetric(status).isPresent() ? Keeper.USE : Keeper.RULES;
    }

    /** The metric that asks for more than the minimum, be it by its tolerance; figures of fewer pods may ask for fewer. */
    private Optional<Measured> keepingMetric(HpaSample status) {
        return run.autoscaler().stream()
                .flatMap(settings -> settings.metrics().stream()
                        .flatMap(metric -> measured(metric, status).stream())
                        .filter(measured ->
                                measured.ratio() >= 1 - settings.scaleDown().tolerance()
                                        || measured.asked(status) > settings.minReplicas()))
                .findFirst();
    }

    /** A metric and how much of its target was measured. */
    private record Measured(Metric metric, double ratio) {
        int asked(HpaSample status) {
            return (int) Math.ceil(ratio * status.currentReplicas() - 1e-9);
        }
    }

    private static Optional<Measured> measured(Metric metric, HpaSample status) {
        return status.metrics().stream()
                .filter(current -> current.name().equals(metric.name())
                        && current.container().equals(metric.container()))
                .findFirst()
                .map(current -> new Measured(
                        metric,
                        metric.targetType().equals("Utilization")
                                ? current.utilizationPercent().orElse(0) / metric.target()
                                : current.averageValue() / metric.target()));
    }

    private Cause use(HpaSample status) {
        Measured measured = keepingMetric(status).orElseThrow();
        return new Cause(
                "the HPA measured %.0f %% of its target for %s on %s, which asks for %d: they use it by themselves, for the load"
                                .formatted(
                                        measured.ratio() * 100,
                                        measured.metric().name(),
                                        Words.pods(status.currentReplicas()),
                                        measured.asked(status))
                        + " does not",
                "see what they do at rest: kubectl top pods -n %s --containers; else %s"
                        .formatted(run.target().namespace(), remedies.moreRoom()));
    }

    private Cause blind(HpaSample status) {
        return new Cause(
                "the HPA was blind (%s)"
                        .formatted(status.blindness().orElseThrow().reason()),
                remedies.describeHpa());
    }

    private Cause rules(HpaSettings.Rules rules) {
        long window = rules.stabilizationWindow().toSeconds();
        if (rules.selectPolicy().equals("Disabled")) {
            return new Cause("scaling down is disabled", remedies.describeHpa());
        }
        return window > SHORT_WINDOW_SECONDS
                ? new Cause(
                        "the scale-down window is %d s".formatted(window),
                        remedies.scaleDownWindow(SHORT_WINDOW_SECONDS))
                : new Cause(
                        "the scale-down policies allow %s".formatted(Words.policies(rules)),
                        remedies.scaleDownPolicies());
    }
}
