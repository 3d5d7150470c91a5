package io.scaleproof.loadtest.session;

import com.sun.management.OperatingSystemMXBean;
import io.scaleproof.loadtest.hpa.ControllerFlags;
import io.scaleproof.loadtest.hpa.Replay;
import io.scaleproof.loadtest.ledger.LedgerKeeper;
import io.scaleproof.loadtest.load.Load;
import io.scaleproof.loadtest.load.LoadLog;
import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.reaction.Reactions;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.GeneratorHealth;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.PlanRun;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.ScaleUpReaction;
import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.record.SizedBy;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.WatchHealth;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.FoundTarget;
import io.scaleproof.loadtest.target.SameMachine;
import io.scaleproof.loadtest.terminal.Progress;
import io.scaleproof.loadtest.terminal.Snapshot;
import io.scaleproof.loadtest.watch.ClusterClock;
import io.scaleproof.loadtest.watch.ClusterWatch;
import io.scaleproof.loadtest.watch.CounterPoll;
import io.scaleproof.loadtest.watch.Observed;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One run: sends the plan's load, watches the cluster meanwhile, and puts together what was seen. */
public final class Session {
    /** A scheduling error above this at the 99th percentile says more about this machine than about the service. */
    private static final Duration LATE_AT_MOST = Duration.ofMillis(50);
    /** Events older than this before the run's zero belong to something else. */
    private static final Duration BEFORE_ZERO = Duration.ofMinutes(-2);

    private final OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final Processors processors = new Processors();
    private final Cluster cluster;
    private final Duration clusterAhead;
    private final ClusterWatch watch;
    private final LoadSource source;
    private final Requests requests;
    private final Calibrated calibrated;
    private final Contract contract;
    private final CounterPoll counters;
    private final Stop stop;
    private final Progress progress;
    /** Seconds that have been told of as settled; known to the ticker alone. */
    private int settled;

    /** @param clusterAhead by how much the cluster's clock is ahead of this machine's */
    public Session(
            Cluster cluster,
            Duration clusterAhead,
            ClusterWatch watch,
            LoadSource source,
            Requests requests,
            Calibrated calibrated,
            Contract contract,
            CounterPoll counters,
            Stop stop,
            Progress progress) {
        this.cluster = cluster;
        this.clusterAhead = clusterAhead;
        this.watch = watch;
        this.source = source;
        this.requests = requests;
        this.calibrated = calibrated;
        this.contract = contract;
        this.counters = counters;
        this.stop = stop;
        this.progress = progress;
    }

    /** Runs {@code plan}. The record is complete but for its verdicts. */
    public RunRecord run(Plan plan) throws CouldNotRun, InterruptedException {
        progress.begin(plan);
        RunClock clock = RunClock.startingIn(source.lead());
        LoadLog log = new LoadLog(requests.timeout());
        Optional<CouldNotRun> broken = Optional.empty();
        PlanRunner runner;
        try (Load load = source.begin(clock.zeroNanos(), log);
                ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor()) {
            ClusterClock axis = new ClusterClock(clock.zero(), clusterAhead);
            MeasuredCost cost = new MeasuredCost(watch, log, calibrated, axis, counters, progress::say);
            runner = new PlanRunner(load, watch, source::broken, cost, clock, stop);
            Commentary commentary = new Commentary(watch::sights, watch.news(axis));
            Runnable tick = () -> {
                processors.look(clock.now(), machine.getCpuLoad(), ownLoad(load));
                show(commentary, clock, log, load, runner);
            };
            var _ = ticker.scheduleAtFixedRate(tick, 1_000 + source.lead().toMillis(), 1_000, TimeUnit.MILLISECONDS);
            try {
                runner.run(plan);
            } catch (CouldNotRun e) {
                broken = Optional.of(e);
            }
            stop.sleep(runner.asRun(plan).length().minus(clock.now()));
            ticker.shutdownNow();
            finish(load);
        }
        return record(runner.asRun(plan), clock, log, broken);
    }

    /** What goes wrong in showing the run must neither end the showing silently, as the ticker would, nor the run. */
    private void show(Commentary commentary, RunClock clock, LoadLog log, Load load, PlanRunner runner) {
        try {
            commentary.news(clock.now()).forEach(progress::decided);
            progress.second(snapshot(clock, log, load, runner));
        } catch (RuntimeException e) {
            progress.say("a second of the run could not be shown: " + e);
        }
    }

    /** What of the machine's load is this run's, as a fraction of all processors. */
    private double ownLoad(Load load) {
        double pods = (counters.millicoresAtLast() / 1_000 + load.processors()) / machine.getAvailableProcessors();
        return Math.max(0, machine.getProcessCpuLoad()) + pods;
    }

    /** What else a machine does says nothing of pods on another one. */
    private WatchHealth health(RunClock run, ClusterClock axis, FoundTarget target) throws InterruptedException {
        WatchHealth seen = watch.health(axis).besides(ClockCheck.at(run.now(), axis, cluster));
        return SameMachine.runs(cluster, target) ? seen.on(processors.starved(), processors.disturbed()) : seen;
    }

    /** Lets requests under way come to their end, unless the run was stopped. */
    private void finish(Load load) throws InterruptedException {
        long until = System.nanoTime() + requests.timeout().toNanos();
        while (load.inFlight() > 0 && !stop.isAsked() && System.nanoTime() < until) {
            Thread.sleep(20);
        }
    }

    private Snapshot snapshot(RunClock clock, LoadLog log, Load load, PlanRunner runner) {
        Duration known = load.known(clock.now());
        Optional<SecondSample> last = log.lastWholeSecond(known);
        List<SecondSample> newlySettled = log.settled(settled, known);
        settled += newlySettled.size();
        return new Snapshot(
                clock.zero(),
                clock.now(),
                last.map(SecondSample::stage).orElse("-"),
                last.map(SecondSample::scheduled).orElse(0L),
                last.map(SecondSample::latency).orElse(LatencySummary.NONE),
                log.ended(),
                log.failed(),
                load.inFlight(),
                watch.state(),
                runner.needed(),
                newlySettled);
    }

    private RunRecord record(PlanRun plan, RunClock clock, LoadLog log, Optional<CouldNotRun> broken)
            throws InterruptedException {
        FoundTarget target = watch.target();
        ClusterClock axis = new ClusterClock(clock.zero(), clusterAhead);
        Observed seen = watch.read(axis, log.pods(), BEFORE_ZERO);
        GeneratorHealth health = log.health(LATE_AT_MOST).by(source.workers());
        Optional<CouldNotRun> voided =
                stop.isAsked() ? Optional.empty() : source.broken().or(() -> Laggards.worst(health));
        return new RunRecord(
                RunRecord.SCHEMA,
                clock.zero(),
                clock.now(),
                outcome(voided, broken),
                reason(voided.or(() -> broken)),
                target.recorded(requests.label(target::url), cluster.context()),
                watch.environment(cluster),
                plan,
                calibrated.record(),
                Optional.empty(),
                contract,
                List.of(),
                health,
                log.total(),
                stageLatencies(plan, log),
                log.seconds(),
                seen.settings(),
                seen.hpa(),
                seen.deployments(),
                seen.endpoints(),
                seen.usages(),
                counters.usages(axis),
                seen.metricReadings(),
                seen.pods(),
                seen.nodes(),
                seen.events(),
                List.of(),
                reactions(plan, seen),
                new LedgerKeeper(seen.pods()).read(log),
                health(clock, axis, target),
                Optional.empty(),
                Optional.empty());
    }

    private List<ScaleUpReaction> reactions(PlanRun plan, Observed seen) {
        List<Decision> decisions = seen.settings()
                .map(settings -> Replay.decisions(
                        settings,
                        ControllerFlags.DEFAULT,
                        seen.hpa(),
                        seen.pods(),
                        seen.usages(),
                        seen.metricReadings()))
                .orElse(List.of());
        return new Reactions(plan, fullMillicores(seen), seen.settings().flatMap(HpaSettings::cpuContainer))
                .read(seen.deployments(), seen.usages(), seen.pods(), decisions, seen.metricReadings());
    }

    /** What a pod was sized by may be no CPU; then CPU decides by its own target, and where it has none, never. */
    private double fullMillicores(Observed seen) {
        boolean byCpu =
                calibrated.record().filter(how -> how.sizedBy() != SizedBy.CPU).isEmpty();
        return byCpu
                ? calibrated.sizing().pod().fullMillicores()
                : seen.settings()
                        .flatMap(settings -> FullPod.of(settings, watch.cpuRequestMillicores(), 0))
                        .map(FullPod::fullMillicores)
                        .orElse(Double.MAX_VALUE);
    }

    private static Map<String, LatencySummary> stageLatencies(PlanRun plan, LoadLog log) {
        Map<String, LatencySummary> latencies = new LinkedHashMap<>();
        plan.stages().stream().map(StageRun::name).forEach(name -> latencies.put(name, log.stage(name)));
        return latencies;
    }

    /** Before it is judged: a run that came to its end has passed as far as is known. */
    private RunOutcome outcome(Optional<CouldNotRun> voided, Optional<CouldNotRun> broken) {
        if (voided.isPresent()) {
            return RunOutcome.VOID;
        }
        if (broken.isPresent()) {
            return RunOutcome.COULD_NOT_RUN;
        }
        return stop.isAsked() ? RunOutcome.INTERRUPTED : RunOutcome.PASSED;
    }

    private static Optional<String> reason(Optional<CouldNotRun> broken) {
        return broken.map(why -> why.getMessage() + ". Try: " + why.remedy());
    }
}
