package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.contract.Judge;
import io.scaleproof.loadtest.elasticity.RunElasticity;
import io.scaleproof.loadtest.hpa.Autoscaler;
import io.scaleproof.loadtest.hpa.Conclusion;
import io.scaleproof.loadtest.hpa.Measurement;
import io.scaleproof.loadtest.hpa.Observation;
import io.scaleproof.loadtest.hpa.Reading;
import io.scaleproof.loadtest.plan.Learning;
import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Simulation;
import io.scaleproof.loadtest.record.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Predicts a run, a tenth of a second at a time. */
public final class Simulator {
    /** The kubeconfig context that a simulated run's record names. */
    public static final String CONTEXT = "simulated";

    private static final Duration TICK = Duration.ofMillis(100);
    /** How long the pods of the run's begin have been ready. */
    private static final Duration OLD = Duration.ofMinutes(10);

    private final Scenario scenario;
    private final Model model;
    private final Duration begin;
    private final Fleet fleet;
    private final Backlog backlog;
    private final Generator generator;
    private Optional<Sizing> sizing;
    private final Stages stages;
    private final Autoscaler autoscaler;
    private final Recorder recorder;
    private final Signal signal;
    private Duration nextMetrics;
    private Duration nextScrape;
    private Duration nextSync;

    private Simulator(Scenario scenario) {
        this.scenario = scenario;
        this.model = scenario.model();
        this.begin = begin(model);
        this.fleet = new Fleet(
                model,
                scenario.weather(),
                scenario.settings().minReplicas(),
                begin.minus(OLD).minus(model.started()).minus(model.ready()));
        this.backlog = new Backlog(model);
        this.generator = new Generator(scenario.weather());
        this.sizing = scenario.sizing();
        this.stages = new Stages(scenario);
        this.autoscaler = new Autoscaler(scenario.settings(), model.controller());
        this.recorder = new Recorder(scenario);
        this.nextMetrics = firstAfterBegin(model.metricsPhase(), model.metricsResolution());
        this.signal = scenario.signal();
        this.nextScrape =
                firstAfterBegin(model.scraping().phase(), model.scraping().interval());
        this.nextSync = firstAfterBegin(model.syncPhase(), model.controller().syncPeriod());
    }

    /**
     * The run that is to be expected, judged.
     *
     * @param started what its record gives as its zero
     */
    public static RunRecord run(Scenario scenario, Instant started) {
        RunRecord run = new Simulator(scenario).run(started);
        List<Verdict> verdicts = Judge.judge(run);
        return run.judged(Judge.outcome(verdicts), verdicts).measured(RunElasticity.of(run));
    }

    /** What would have been predicted for a run that is over; empty where that cannot be (see {@link Scenario}). */
    public static Optional<Simulation> beside(RunRecord run) {
        return Scenario.of(run).map(scenario -> Prediction.of(run(scenario, run.started()), scenario));
    }

    /** Whether {@code run} was predicted, not measured. */
    public static boolean isSimulated(RunRecord run) {
        return run.target().context().equals(CONTEXT);
    }

    /** Long enough before the run's zero for the HPA to have metrics, which take two measurements, and a past. */
    static Duration begin(Model model) {
        Duration whole = model.metricsResolution()
                .multipliedBy(2)
                .plus(model.controller().syncPeriod().multipliedBy(2));
        return Duration.ofSeconds(-Math.max(60, whole.toSeconds()));
    }

    private Duration firstAfterBegin(Duration phase, Duration period) {
        Duration first = phase;
        while (first.minus(period).compareTo(begin) > 0) {
            first = first.minus(period);
        }
        return first;
    }

    private RunRecord run(Instant started) {
        Duration now = begin;
        recorder.pods(now, fleet);
        while (!stages.isOver()) {
            stages.advance(now, fleet, believedCost(now), sizing);
            if (!stages.isOver()) {
                pass(now);
                now = now.plus(TICK);
                look(now);
                recorder.pods(now, fleet);
                readCounters(now);
            }
        }
        return recorder.record(started, now, stages.done(), fleet.lives());
    }

    private void pass(Duration now) {
        double seconds = TICK.toMillis() / 1e3;
        double rate = stages.rate(now);
        boolean none = now.isNegative() || rate == 0;
        double factor = none ? 0 : scenario.weather().costFactor(now);
        int kind = stages.current().requestMillis();
        double adds = none ? 0 : stages.costMillis(now);
        double costMillis = none ? 0 : signal.cpuMillis(kind, adds) * factor;
        double aloneMillis = none ? 0 : signal.aloneMillis(kind, adds) * factor;
        Generator.Sent sent = generator.pass(now, TICK, rate * seconds);
        double dropped =
                fleet.leaving() > 0 ? sent.requests() * scenario.weather().droppedWhileLeaving() : 0;
        Backlog.Passed passed = backlog.pass((sent.requests() - dropped) * costMillis, fleet.serving(now), TICK);
        double answered = costMillis == 0 ? 0 : passed.servedMillis() / costMillis;
        fleet.pass(
                now,
                TICK,
                new Fleet.Work(passed.servedMillis(), answered, answered * (aloneMillis + passed.waitMillis()) / 1e3));
        if (!now.isNegative()) {
            recorder.tick(
                    now,
                    stages.current().name(),
                    new Recorder.Tick(
                            rate * seconds,
                            costMillis == 0 ? 0 : passed.rejectedMillis() / costMillis,
                            dropped,
                            (costMillis == 0 ? 0 : backlog.waitingMillis() / costMillis) + sent.heldUp(),
                            aloneMillis + passed.waitMillis() + sent.lateMillis(),
                            sent.lateMillis()));
        }
    }

    private void look(Duration now) {
        if (nextMetrics.compareTo(now) <= 0) {
            if (!scenario.weather().skipsMetrics(now)) {
                fleet.measure(now, scenario.weather().metricsFactor(now));
                recorder.metrics(now, fleet);
                learn(now);
            }
            nextMetrics = nextMetrics.plus(model.metricsResolution());
        }
        if (!signal.isCpu() && nextScrape.compareTo(now) <= 0) {
            fleet.scrape(now);
            nextScrape = nextScrape.plus(model.scraping().interval());
        }
        if (nextSync.compareTo(now) <= 0) {
            if (!scenario.weather().skipsSync(now)) {
                sync(now);
            }
            nextSync = nextSync.plus(model.controller().syncPeriod());
        }
    }

    private void readCounters(Duration now) {
        scenario.weather()
                .readsCountersEvery()
                .filter(every -> now.toMillis() % every.toMillis() == 0)
                .ifPresent(every -> recorder.counters(now, fleet));
    }

    /** What was measured changes the rate, as it does on a cluster. */
    private void learn(Duration now) {
        if (sizing.isPresent() && !now.isNegative() && !stages.isOver()) {
            int kind = stages.current().requestMillis();
            Learning.of(recorder.evidence(now, stages.until(now), fleet.lives()), kind)
                    .ifPresent(cost -> {
                        sizing = sizing.map(
                                before -> before.knowing(kind, cost.millis().mid()));
                        stages.trim(now, sizing.orElseThrow(), cost.millis().mid());
                    });
        }
    }

    private double believedCost(Duration now) {
        return sizing.map(known -> known.costMillis(stages.current().requestMillis()))
                .orElseGet(() -> now.isNegative() ? 0 : stages.costMillis(now));
    }

    private void sync(Duration now) {
        int wanted = fleet.wanted();
        Reading reading = reading(now);
        Conclusion conclusion =
                autoscaler.sync(new Observation(now, wanted, wanted, fleet.views(now), List.of(reading)));
        if (conclusion.isChange()) {
            fleet.scale(conclusion.desired(), now, scenario.weather().waitsForNode(now));
            autoscaler.scaled(conclusion);
        }
        recorder.sync(conclusion, scenario.settings());
    }

    private Reading reading(Duration now) {
        Map<String, Measurement> metrics = signal.isCpu() ? fleet.metrics() : fleet.requests(now, signal.by());
        if (metrics.isEmpty()) {
            return new Reading.Unavailable("no metrics yet");
        }
        boolean perPod = List.of("Resource", "Pods")
                .contains(scenario.settings().metrics().getFirst().source());
        return perPod
                ? new Reading.PerPod(metrics)
                : new Reading.Whole(
                        metrics.values().stream().mapToLong(Measurement::milli).sum());
    }
}
