package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.hpa.Conclusion;
import io.scaleproof.loadtest.hpa.Explanation;
import io.scaleproof.loadtest.need.Evidence;
import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.reaction.Reactions;
import io.scaleproof.loadtest.record.Calibration;
import io.scaleproof.loadtest.record.ClusterEvent;
import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.EndpointSample;
import io.scaleproof.loadtest.record.Environment;
import io.scaleproof.loadtest.record.FailedRequest;
import io.scaleproof.loadtest.record.GeneratorHealth;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.Ledger;
import io.scaleproof.loadtest.record.PlanRun;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.Target;
import io.scaleproof.loadtest.record.WatchHealth;
import io.scaleproof.loadtest.simulate.Cohort.CohortLife;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes down what happens in a simulation as if it had been seen in a cluster. */
final class Recorder {
    /** Above this number of pods, the usage of each would fill a report without telling more than the mean. */
    private static final int PODS_WITH_USAGE = 1_000;

    private final Scenario scenario;
    private final SimulatedLoad load = new SimulatedLoad();
    private final List<HpaSample> statuses = new ArrayList<>();
    private final List<DeploymentSample> deployments = new ArrayList<>();
    private final List<EndpointSample> endpoints = new ArrayList<>();
    private final List<PodUsage> usages = new ArrayList<>();
    private final List<PodUsage> counters = new ArrayList<>();
    private final Map<String, Counter> lastCounters = new HashMap<>();
    private final List<ClusterEvent> events = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private Optional<Duration> lastScale = Optional.empty();
    private int generation = 1;

    Recorder(Scenario scenario) {
        this.scenario = scenario;
    }

    /**
     * What happened to requests in one tick.
     *
     * @param due requests that were due, a fraction of one counts
     * @param rejected how many of them found the queues full
     * @param dropped how many of them reached a pod that was leaving
     * @param inFlight requests waiting at its end
     * @param latencyMillis of the tick's last request
     * @param lateMillis how late they left
     */
    record Tick(
            double due, double rejected, double dropped, double inFlight, double latencyMillis, double lateMillis) {}

    void tick(Duration now, String stage, Tick tick) {
        load.add(now, stage, tick);
    }

    void pods(Duration now, Fleet fleet) {
        int serving = fleet.serving(now);
        var last = deployments.isEmpty() ? null : deployments.getLast();
        if (last == null || last.wanted() != fleet.wanted() || last.ready() != serving) {
            generation += last != null && last.wanted() != fleet.wanted() ? 1 : 0;
            deployments.add(
                    new DeploymentSample(now, fleet.wanted(), fleet.wanted(), serving, fleet.wanted(), generation));
        }
        var endpoint = new EndpointSample(now, serving, fleet.leaving());
        if (endpoints.isEmpty()
                || endpoints.getLast().ready() != endpoint.ready()
                || endpoints.getLast().terminating() != endpoint.terminating()) {
            endpoints.add(endpoint);
        }
    }

    void metrics(Duration now, Fleet fleet) {
        if (fleet.wanted() + fleet.leaving() > PODS_WITH_USAGE) {
            return;
        }
        fleet.metrics().forEach((pod, measurement) -> {
            // A pod that is gone is not measured any more.
            if (measurement.at().toSeconds() == Math.floorDiv(now.toMillis(), 1_000L)) {
                usages.add(new PodUsage(now, measurement.at(), measurement.window(), pod, measurement.milli(), 0));
            }
        });
    }

    private record Counter(Duration at, double millis) {}

    /** What each pod used since its counter was last read. */
    void counters(Duration now, Fleet fleet) {
        fleet.counters(now).forEach((pod, millis) -> {
            Counter before = lastCounters.put(pod, new Counter(now, millis));
            if (before != null) {
                Duration window = now.minus(before.at());
                counters.add(
                        new PodUsage(now, now, window, pod, (millis - before.millis()) / (window.toMillis() / 1e3), 0));
            }
        });
    }

    void sync(Conclusion conclusion, HpaSettings settings) {
        if (conclusion.isChange()) {
            lastScale = Optional.of(conclusion.at());
            events.add(new ClusterEvent(
                    conclusion.at(),
                    "Normal",
                    "HorizontalPodAutoscaler",
                    settings.name(),
                    "SuccessfulRescale",
                    "New size: " + conclusion.desired(),
                    1));
        }
        HpaSample status = Status.of(conclusion, scenario.model(), lastScale);
        if (statuses.isEmpty() || !same(statuses.getLast(), status)) {
            statuses.add(status);
            decisions.add(new Decision(
                    conclusion.at(),
                    conclusion.current(),
                    conclusion.desired(),
                    status.utilizationPercent(),
                    Optional.of(conclusion.desired()),
                    Optional.of(conclusion.brake()),
                    Explanation.of(conclusion)));
        }
    }

    private static boolean same(HpaSample one, HpaSample other) {
        return one.currentReplicas() == other.currentReplicas()
                && one.desiredReplicas() == other.desiredReplicas()
                && one.metrics().equals(other.metrics())
                && one.conditions().equals(other.conditions());
    }

    /** What is known at a time in mid-run. */
    Evidence evidence(Duration now, List<StageRun> stages, List<CohortLife> lives) {
        return new Evidence(
                now,
                Optional.of(scenario.settings()),
                stages,
                load.seconds(),
                counters,
                usages,
                statuses,
                pods(lives, now),
                Optional.of(calibration(stages)),
                false);
    }

    private List<PodLife> pods(List<CohortLife> lives, Duration until) {
        return lives.stream()
                .flatMap(life -> pods(life, until))
                .sorted(Comparator.comparing(PodLife::created).thenComparing(PodLife::name))
                .toList();
    }

    RunRecord record(Instant started, Duration length, List<StageRun> stages, List<CohortLife> lives) {
        Model model = scenario.model();
        HpaSettings settings = scenario.settings();
        PlanRun plan = new PlanRun(scenario.name(), scenario.purpose(), stages);
        List<PodLife> pods = pods(lives, length);
        load.end(length, stages.getLast().name());
        List<FailedRequest> failed = load.failedRequests();
        return new RunRecord(
                RunRecord.SCHEMA,
                started,
                length,
                RunOutcome.PASSED,
                Optional.empty(),
                new Target(
                        "no address",
                        Simulator.CONTEXT,
                        "none",
                        "none",
                        "scaleproof",
                        settings.name(),
                        Optional.of("pulumi")),
                environment(),
                plan,
                Optional.of(calibration(stages)),
                Optional.empty(),
                scenario.contract(),
                List.of(),
                new GeneratorHealth(load.due(), load.due(), 0, 0, 0, 1),
                load.total(),
                load.byStage(),
                load.seconds(),
                Optional.of(settings),
                statuses,
                deployments,
                endpoints,
                usages,
                counters,
                List.of(),
                pods,
                List.of(),
                events,
                decisions,
                new Reactions(
                                plan,
                                scenario.signal().isCpu() ? model.fullMillicores() : Double.MAX_VALUE,
                                Optional.empty())
                        .read(deployments, usages, pods),
                new Ledger(load.due(), load.failed(), failed),
                WatchHealth.WHOLE,
                Optional.empty(),
                Optional.empty());
    }

    /** What was believed before the run: what the plan's largest load was taken to be worth. */
    private Calibration calibration(List<StageRun> stages) {
        FullPod pod = scenario.fullPod();
        StageRun most =
                stages.stream().max(Comparator.comparingDouble(StageRun::pods)).orElseThrow();
        double cost = scenario.sizing()
                .map(sizing -> sizing.costMillis(most.requestMillis()))
                .orElse(most.fromRate() == 0 ? 0 : most.pods() * pod.roomMillicores() / most.fromRate());
        return new Calibration(
                cost,
                pod.idleMillicores(),
                pod.fullMillicores(),
                most.pods(),
                most.fromRate(),
                most.requestMillis(),
                0,
                0,
                Calibration.Source.DECLARED,
                String.format(
                        Locale.ROOT,
                        "a request is taken to %s: %.1f requests/s are %.2f pods' worth",
                        switch (scenario.signal().by()) {
                            case CPU -> String.format(Locale.ROOT, "cost %.1f ms of CPU", cost);
                            case IN_FLIGHT -> String.format(Locale.ROOT, "be under way for %.1f ms", cost);
                            case RATE -> "count as one";
                        },
                        most.fromRate(),
                        most.pods()),
                scenario.signal().by(),
                scenario.signal().isCpu()
                        ? Optional.empty()
                        : Optional.of(scenario.settings().metrics().getFirst().name()));
    }

    private Environment environment() {
        Map<String, String> assumptions = new LinkedHashMap<>();
        int number = 1;
        for (String words : scenario.model().words(scenario.signal())) {
            assumptions.put("assumption " + number++, words);
        }
        return new Environment("0.1.0", Runtime.version().toString(), 0, "simulated", 0, 0, "simulated", assumptions);
    }

    private Stream<PodLife> pods(CohortLife life, Duration length) {
        Model model = scenario.model();
        Optional<Duration> gone =
                life.deleted().map(at -> at.plus(model.stopped())).filter(at -> isBy(at, length));
        return life.names().stream()
                .map(name -> new PodLife(
                        name,
                        "simulated",
                        model.cpuRequestMillicores(),
                        model.cpuLimitMillicores(),
                        life.created(),
                        Optional.of(life.scheduled()).filter(at -> isBy(at, length)),
                        Optional.of(life.started()).filter(at -> isBy(at, length)),
                        Optional.of(life.ready()).filter(at -> isBy(at, length)),
                        Optional.of(life.ready()).filter(at -> isBy(at, length) && life.requests() > 0),
                        life.deleted(),
                        gone,
                        gone.map(at -> 0),
                        0,
                        life.requests(),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty()));
    }

    private static boolean isBy(Duration at, Duration length) {
        return at.compareTo(length) <= 0;
    }
}
