package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.load.FireTimes;
import io.scaleproof.loadtest.load.HttpExchange.Request;
import io.scaleproof.loadtest.load.LoadGenerator;
import io.scaleproof.loadtest.plan.Hold;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.plan.Stage;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.PlanRun;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.watch.ClusterState;
import io.scaleproof.loadtest.watch.ClusterWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Runs a plan's stages, one after another without a gap, each as long as it says or until its goal is reached. */
final class PlanRunner {
    /** The next stage is queued so long before it begins, so that its first request is not late. */
    private static final Duration HANDOVER = Duration.ofMillis(50);

    private final LoadGenerator generator;
    private final ClusterWatch watch;
    private final IntFunction<Request> requests;
    private final Sizing sizing;
    private final RunClock clock;
    private final Stop stop;
    private final List<StageRun> done = new ArrayList<>();

    /** @param requests the request that burns so many milliseconds */
    PlanRunner(
            LoadGenerator generator,
            ClusterWatch watch,
            IntFunction<Request> requests,
            Sizing sizing,
            RunClock clock,
            Stop stop) {
        this.generator = generator;
        this.watch = watch;
        this.requests = requests;
        this.sizing = sizing;
        this.clock = clock;
        this.stop = stop;
    }

    /** Runs the plan to its end, or until it is asked to stop. */
    void run(Plan plan) throws CouldNotRun, InterruptedException {
        Duration start = Duration.ZERO;
        for (Stage stage : plan.stages()) {
            if (stop.isAsked()) {
                return;
            }
            start = run(stage, start);
        }
    }

    /** The stages that ran, with the times they took. */
    PlanRun asRun(Plan plan) {
        return new PlanRun(plan.name(), plan.purpose(), done);
    }

    private Duration run(Stage stage, Duration start) throws CouldNotRun, InterruptedException {
        Duration latest = start.plus(stage.hold().atMost());
        LoadGenerator.Sending sending =
                generator.queue(stage.name(), requests.apply(stage.requestMillis()), fireTimes(stage), start, latest);
        Duration end = switch (stage.hold()) {
            case Hold.For fixed -> {
                stop.sleep(latest.minus(HANDOVER).minus(clock.now()));
                yield stop.isAsked() ? clock.now() : latest;
            }
            case Hold.UntilCapacity until -> {
                int need = sizing.enough(stage.to(), stage.requestMillis());
                yield await(latest, () -> watch.state().ready() >= need);
            }
            case Hold.UntilMinimum until ->
                await(latest, () -> watch.state().isAtMinimum() && watch.leavingPods() == 0);
        };
        sending.endAt(end);
        done.add(new StageRun(
                stage.name(),
                stage.phase(),
                start,
                end,
                sizing.rate(stage.from(), stage.requestMillis()),
                sizing.rate(stage.to(), stage.requestMillis()),
                sizing.worth(stage.to(), stage.requestMillis()),
                stage.requestMillis(),
                List.of()));
        return end;
    }

    private FireTimes fireTimes(Stage stage) {
        double from = sizing.rate(stage.from(), stage.requestMillis());
        double to = sizing.rate(stage.to(), stage.requestMillis());
        return stage.from().equals(stage.to())
                ? FireTimes.constant(to)
                : FireTimes.ramp(from, to, stage.hold().atMost());
    }

    /** When the goal was reached, or the stage's latest end: that a goal was missed is for the contract to judge. */
    private Duration await(Duration latest, Callable<Boolean> goal) throws CouldNotRun {
        Duration left = latest.minus(clock.now());
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(left.isPositive() ? left : Duration.ofMillis(1))
                    .until(() -> stop.isAsked() || isHopeless() || goal.call());
        } catch (ConditionTimeoutException e) {
            return latest;
        }
        if (isHopeless()) {
            throw new CouldNotRun(
                    "The HPA %s was deleted in mid-run".formatted(watch.target().hpa()),
                    "pulumi up --stack minikube, and leave it alone while the load test runs");
        }
        return clock.now().plus(HANDOVER);
    }

    private boolean isHopeless() {
        ClusterState state = watch.state();
        return state.settings().isEmpty();
    }
}
