package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Words.seconds;

import io.scaleproof.loadtest.contract.Facts.Interval;
import io.scaleproof.loadtest.hpa.Standstill;
import io.scaleproof.loadtest.record.Brake;
import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.MetricFigure;
import io.scaleproof.loadtest.record.MetricReading;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunRecord;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Why the HPA did not ask for what the load needed, by its conditions and by its algorithm replayed. */
final class DecisionCauses {
    /** Older than two of metrics-server's usual windows and a sync. */
    private static final Duration OLD = Duration.ofSeconds(40);

    private static final double USUAL_TARGET = 50;

    private final RunRecord run;
    private final Remedies remedies;

    DecisionCauses(RunRecord run, Remedies remedies) {
        this.run = run;
        this.remedies = remedies;
    }

    /** Why fewer than {@code need} pods were asked for between the two. */
    Cause tooFew(int need, Duration from, Duration to) {
        Optional<HpaSettings> settings = run.autoscaler();
        if (settings.isPresent() && settings.get().maxReplicas() < need) {
            return new Cause("maxReplicas is %d".formatted(settings.get().maxReplicas()), remedies.maxReplicas(need));
        }
        Optional<Held> held = heldBack(need, from, to);
        Optional<HpaSample.Condition> blind = blindness(from, to, held);
        if (blind.isPresent()) {
            return new Cause(
                    "it is blind (%s: %s)"
                            .formatted(blind.get().reason(), blind.get().message()),
                    remedies.describeHpa() + "; " + seeTheSource());
        }
        return held.flatMap(longest -> braked(longest.decision(), need))
                .or(() -> stoodStill(from, to))
                .or(() -> oldMetrics(from, to))
                .orElseGet(() -> new Cause(
                        highest(from, to)
                                .map("it measured %s at most"::formatted)
                                .orElse("its figures were not seen"),
                        remedies.describeHpa() + "; see whether the load reaches the pods"));
    }

    /** Why so many were asked for so late. */
    Cause late(int need, Duration from, Duration to) {
        Optional<Held> held = heldBack(need, from, to);
        Optional<HpaSample.Condition> blind = blindness(from, to, held);
        if (blind.isPresent()) {
            return new Cause(
                    "it was blind for a time (%s: %s)"
                            .formatted(blind.get().reason(), blind.get().message()),
                    remedies.describeHpa());
        }
        return held.flatMap(longest -> braked(longest.decision(), need))
                .or(() -> stoodStill(from, to))
                .or(() -> oldMetrics(from, to))
                .orElseGet(() -> new Cause(
                        "metrics and syncs took that long",
                        (looksAtResources()
                                        ? "metrics-server's --metric-resolution (15 s or less)"
                                        : "how often Prometheus scrapes, the window of the metric's query,")
                                + " and the HPA's sync period set the floor"));
    }

    /** A decision for too few, and how long its kind of brake held in all. */
    private record Held(Decision decision, Duration length) {}

    /** Of the decisions for too few in that time, the last by the brake that held for longest. */
    private Optional<Held> heldBack(int need, Duration from, Duration to) {
        Map<Brake, Duration> held = new EnumMap<>(Brake.class);
        Map<Brake, Decision> last = new EnumMap<>(Brake.class);
        for (int i = 0; i < run.decisions().size(); i++) {
            Decision decision = run.decisions().get(i);
            Duration until =
                    i + 1 < run.decisions().size() ? run.decisions().get(i + 1).at() : to;
            Duration length = new Interval(decision.at(), until).overlap(from, to);
            Brake brake = decision.brake().orElse(Brake.NONE);
            if (decision.to() < need && length.isPositive() && heldFromMore(decision)) {
                held.merge(brake, length, Duration::plus);
                last.put(brake, decision);
            }
        }
        return held.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(longest -> new Held(last.get(longest.getKey()), longest.getValue()));
    }

    /** A brake may also have kept pods that the figure did not ask for. */
    private boolean heldFromMore(Decision decision) {
        return switch (decision.brake().orElse(Brake.NONE)) {
            case NONE, MINIMUM -> false;
            case TOLERANCE, DIRECTION, BLIND -> true;
            case WINDOW, POLICY, MAXIMUM, DISABLED ->
                decision.utilizationPercent().isEmpty()
                        || target().isEmpty()
                        || decision.utilizationPercent().get() > target().get();
        };
    }

    private Optional<Cause> braked(Decision decision, int need) {
        String said = decision.explanation().isEmpty()
                ? ""
                : " (at %s: %s)"
                        .formatted(
                                seconds(decision.at()), decision.explanation().getFirst());
        return switch (decision.brake().orElse(Brake.NONE)) {
            case NONE, MINIMUM -> Optional.empty();
            case TOLERANCE ->
                Optional.of(new Cause(
                        "its figure was within the tolerance" + said,
                        remedies.lowerTarget(lowerTarget(), decisive(decision))));
            case DIRECTION ->
                Optional.of(new Cause(
                        "pods without metrics held it back" + said,
                        "let pods start faster: the HPA takes pods that are not ready as idle"));
            case WINDOW -> Optional.of(new Cause("the scale-up window held it back" + said, remedies.scaleUpWindow(0)));
            case POLICY ->
                Optional.of(new Cause(
                        "the scale-up policy held it back, %s%s".formatted(scaleUpPolicies(), said),
                        remedies.scaleUpPolicies(Math.max(need, 10))));
            case MAXIMUM -> Optional.of(new Cause("maxReplicas held it back" + said, remedies.maxReplicas(need)));
            case DISABLED -> Optional.of(new Cause("scaling up is disabled" + said, remedies.enableScaleUp()));
            case BLIND -> Optional.of(new Cause("it was blind" + said, remedies.describeHpa()));
        };
    }

    private String decisive(Decision decision) {
        return decision.metric()
                .filter(_ -> !run.autoscaler().map(HpaSettings::looksAtCpuAlone).orElse(true))
                .map(figure -> figure.metric().words())
                .orElse("CPU");
    }

    private int lowerTarget() {
        return (int) Math.max(1, Math.round(target().orElse(USUAL_TARGET) * 0.8));
    }

    /** In percent, where the HPA has such a target. */
    private Optional<Double> target() {
        return run.autoscaler().stream()
                .flatMap(settings -> settings.metrics().stream())
                .filter(metric -> metric.targetType().equals("Utilization"))
                .map(HpaSettings.Metric::target)
                .findFirst();
    }

    private Optional<Cause> stoodStill(Duration from, Duration to) {
        return Standstill.of(run).stream()
                .filter(still ->
                        new Interval(still.from(), still.to()).overlap(from, to).isPositive())
                .findFirst()
                .map(still -> new Cause(still.words(), Remedies.CONTROLLER));
    }

    private Optional<Cause> oldMetrics(Duration from, Duration to) {
        if (!looksAtResources() && run.metricReadings().isEmpty()) {
            return Optional.empty();
        }
        TreeSet<Duration> news = new TreeSet<>(List.of(from, to));
        Stream<Duration> answers = looksAtResources()
                ? run.usages().stream().map(PodUsage::at)
                : run.metricReadings().stream().map(MetricReading::at);
        answers.filter(at -> at.compareTo(from) > 0 && at.compareTo(to) < 0).forEach(news::add);
        Duration longest = Duration.ZERO;
        Duration previous = from;
        for (Duration at : news) {
            longest = at.minus(previous).compareTo(longest) > 0 ? at.minus(previous) : longest;
            previous = at;
        }
        return longest.compareTo(OLD) <= 0
                ? Optional.empty()
                : Optional.of(new Cause(
                        "the metrics API had nothing new for " + seconds(longest),
                        looksAtResources()
                                ? "see that metrics-server runs and measures every 15 s: kubectl get pods -A -l k8s-app=metrics-server"
                                : seeTheSource()));
    }

    /** Where it was blind for longer than anything else held it back. A condition holds until the next one. */
    private Optional<HpaSample.Condition> blindness(Duration from, Duration to, Optional<Held> held) {
        Duration blind = Duration.ZERO;
        Optional<HpaSample.Condition> last = Optional.empty();
        for (int i = 0; i < run.hpa().size(); i++) {
            Duration next = i + 1 < run.hpa().size() ? run.hpa().get(i + 1).at() : to;
            Duration length = new Interval(run.hpa().get(i).at(), next).overlap(from, to);
            Optional<HpaSample.Condition> inactive = run.hpa().get(i).blindness();
            if (inactive.isPresent() && length.isPositive()) {
                blind = blind.plus(length);
                last = inactive;
            }
        }
        return held.filter(other -> other.decision().brake().orElse(Brake.NONE) != Brake.BLIND)
                                .map(Held::length)
                                .orElse(Duration.ZERO)
                                .compareTo(blind)
                        > 0
                ? Optional.empty()
                : last;
    }

    private Optional<String> highest(Duration from, Duration to) {
        return figures(from, to)
                .max(Comparator.comparingDouble(MetricFigure::share))
                .map(this::words);
    }

    /** What the HPA said it had measured, by then. */
    Optional<String> measuredAt(Duration at) {
        return figureAt(at).map(this::words);
    }

    /** The same as a figure. */
    Optional<MetricFigure> figureAt(Duration at) {
        return figures(Duration.ofDays(-1), at.plusSeconds(1)).reduce((earlier, later) -> later);
    }

    /** Of each status in that time the metric that decides. */
    private Stream<MetricFigure> figures(Duration from, Duration to) {
        return run.hpa().stream()
                .filter(sample ->
                        sample.at().compareTo(from) >= 0 && sample.at().compareTo(to) <= 0)
                .flatMap(sample ->
                        run.autoscaler().flatMap(settings -> MetricFigure.highest(settings, sample)).stream());
    }

    /** Of an HPA that looks at CPU alone its name goes without saying. */
    private String words(MetricFigure figure) {
        return run.autoscaler().filter(HpaSettings::looksAtCpuAlone).isPresent() ? figure.valueWords() : figure.words();
    }

    private boolean looksAtResources() {
        return run.autoscaler().map(HpaSettings::looksAtResources).orElse(true);
    }

    private String seeTheSource() {
        return looksAtResources()
                ? "see whether metrics-server answers and every container requests CPU"
                : "see whether the metrics adapter and its Prometheus (or KEDA) answer: kubectl get apiservices | grep metrics";
    }

    private String scaleUpPolicies() {
        return run.autoscaler()
                .map(settings -> Words.policies(settings.scaleUp()))
                .orElse("");
    }
}
