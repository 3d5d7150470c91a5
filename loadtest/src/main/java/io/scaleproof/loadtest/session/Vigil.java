package io.scaleproof.loadtest.session;

import com.sun.management.OperatingSystemMXBean;
import io.scaleproof.loadtest.ledger.LedgerKeeper;
import io.scaleproof.loadtest.load.LoadLog;
import io.scaleproof.loadtest.reaction.Reactions;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.PlanRun;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.WatchHealth;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.FoundTarget;
import io.scaleproof.loadtest.target.SameMachine;
import io.scaleproof.loadtest.terminal.Progress;
import io.scaleproof.loadtest.terminal.Snapshot;
import io.scaleproof.loadtest.watch.ClusterClock;
import io.scaleproof.loadtest.watch.ClusterWatch;
import io.scaleproof.loadtest.watch.Observed;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A load of somebody else's, watched: nothing is sent, and what was seen is put together as a run's record. */
public final class Vigil {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration BEFORE_ZERO = Duration.ofMinutes(-2);

    private final OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final Processors processors = new Processors();
    private final Cluster cluster;
    private final Duration clusterAhead;
    private final ClusterWatch watch;
    private final Contract contract;
    private final Stop stop;
    private final Progress progress;

    /** @param clusterAhead by how much the cluster's clock is ahead of this machine's */
    public Vigil(
            Cluster cluster,
            Duration clusterAhead,
            ClusterWatch watch,
            Contract contract,
            Stop stop,
            Progress progress) {
        this.cluster = cluster;
        this.clusterAhead = clusterAhead;
        this.watch = watch;
        this.contract = contract;
        this.stop = stop;
        this.progress = progress;
    }

    /** Watches until {@code driver} is over, or this is asked to stop. The record is complete but for its verdicts. */
    public RunRecord keep(Driver driver) throws InterruptedException {
        RunClock clock = RunClock.startingNow();
        ClusterClock axis = new ClusterClock(clock.zero(), clusterAhead);
        Commentary commentary = new Commentary(watch::sights, watch.news(axis));
        Duration shown = Duration.ZERO;
        while (!stop.isAsked() && !driver.isOver(clock.now())) {
            if (clock.now().minus(shown).compareTo(SECOND) >= 0) {
                shown = clock.now();
                // What is the pods' own is not known here, so "busy with something else" cannot be told.
                processors.look(shown, machine.getCpuLoad(), 1);
                show(commentary, clock, shown);
            }
            stop.sleep(LOOK);
        }
        return record(driver, clock, axis);
    }

    /** What goes wrong in showing must not end the watching. */
    private void show(Commentary commentary, RunClock clock, Duration now) {
        try {
            commentary.news(now).forEach(progress::decided);
            progress.second(Snapshot.watched(clock.zero(), now, watch.state()));
        } catch (RuntimeException e) {
            progress.say("a second could not be shown: " + e);
        }
    }

    private RunRecord record(Driver driver, RunClock clock, ClusterClock axis) throws InterruptedException {
        FoundTarget target = watch.target();
        PlanRun plan = new PlanRun("watch", "Somebody else's load, of which nothing was known before", List.of());
        Observed seen = watch.read(axis, Map.of(), BEFORE_ZERO);
        LoadLog nothingSent = new LoadLog(Duration.ZERO);
        return new RunRecord(
                RunRecord.SCHEMA,
                clock.zero(),
                clock.now(),
                RunOutcome.PASSED,
                Optional.empty(),
                target.recorded("no load was sent", cluster.context()),
                watch.environment(cluster),
                plan,
                Optional.empty(),
                Optional.of(driver.load()),
                contract,
                List.of(),
                nothingSent.health(Duration.ZERO),
                nothingSent.total(),
                Map.of(),
                List.of(),
                seen.settings(),
                seen.hpa(),
                seen.deployments(),
                seen.endpoints(),
                seen.usages(),
                List.of(),
                seen.metricReadings(),
                seen.pods(),
                seen.nodes(),
                seen.events(),
                List.of(),
                new Reactions(plan, 0, Optional.empty()).read(seen.deployments(), seen.usages(), seen.pods()),
                new LedgerKeeper(seen.pods()).read(nothingSent),
                health(clock, axis, target),
                Optional.empty(),
                Optional.empty());
    }

    private WatchHealth health(RunClock run, ClusterClock axis, FoundTarget target) throws InterruptedException {
        WatchHealth seen = watch.health(axis).besides(ClockCheck.at(run.now(), axis, cluster));
        return SameMachine.runs(cluster, target) ? seen.on(processors.starved(), List.of()) : seen;
    }
}
