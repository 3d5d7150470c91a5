package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.load.Load;
import io.scaleproof.loadtest.plan.Hold.Standing;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.plan.RateTrimmer;
import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.plan.Stage;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.PlanRun;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Phase;
import io.scaleproof.loadtest.record.StageRun.Trim;
import io.scaleproof.loadtest.watch.ClusterState;
import io.scaleproof.loadtest.watch.ClusterWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs a plan's stages, one after another without a gap, each as long as it says or until its goal is reached; and trims
 * their rates once it is measured what a request costs.
 */
final class PlanRunner {
    /** After so long it is known what light requests cost. */
    private static final Duration KNOWN = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Load load;
    private final ClusterWatch watch;
    private final Supplier<Optional<CouldNotRun>> broken;
    private final MeasuredCost cost;
    private final RunClock clock;
    private final Stop stop;
    private final List<StageRun> done = new ArrayList<>();
    private volatile Optional<Integer> needed = Optional.empty();

    /**
     * @param broken why the load can no longer be the planned one, once that is known
     * @param cost what a request costs, as far as it is known
     */
    PlanRunner(
            Load load,
            ClusterWatch watch,
            Supplier<Optional<CouldNotRun>> broken,
            MeasuredCost cost,
            RunClock clock,
            Stop stop) {
        this.load = load;
        this.watch = watch;
        this.broken = broken;
        this.cost = cost;
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
            start = new Running(stage, start).run();
        }
    }

    /** The stages that ran, with the times they took. */
    PlanRun asRun(Plan plan) {
        return new PlanRun(plan.name(), plan.purpose(), done);
    }

    /** Pods that the load of this moment needs, by what is known of its cost; empty before the first stage. */
    Optional<Integer> needed() {
        return needed;
    }

    /** A stage under way. */
    private final class Running {
        private final Stage stage;
        private final Duration start;
        private final Duration latest;
        private final double fromRate;
        private final double toRate;
        private final RateTrimmer trimmer;
        private final List<Trim> trims = new ArrayList<>();

        Running(Stage stage, Duration start) {
            Sizing sizing = cost.sizing();
            this.stage = stage;
            this.start = start;
            this.latest = start.plus(stage.hold().atMost());
            this.fromRate = sizing.rate(stage.from(), stage.requestMillis());
            this.toRate = sizing.rate(stage.to(), stage.requestMillis());
            this.trimmer = new RateTrimmer(stage, fromRate);
        }

        /** Its end, which is the next one's start. */
        Duration run() throws CouldNotRun, InterruptedException {
            Load.Sending sending = load.queue(
                    stage.name(),
                    stage.requestMillis(),
                    fromRate,
                    toRate,
                    start,
                    stage.hold().atMost());
            Duration end = await(sending);
            sending.endAt(end);
            done.add(until(end));
            return end;
        }

        /** When the goal was reached, or the latest end: that a goal was missed is for the contract to judge. */
        private Duration await(Load.Sending sending) throws CouldNotRun, InterruptedException {
            while (clock.now().compareTo(latest.minus(load.notice())) < 0) {
                if (stop.isAsked()) {
                    return clock.now();
                }
                requireHpa();
                requireLoad();
                needed = Optional.of(needed());
                if (stage.hold().isReached(standing())) {
                    return clock.now().plus(load.notice());
                }
                cost.letPodsRest(
                        stage.phase() == Phase.QUIET && clock.now().minus(start).compareTo(KNOWN) > 0);
                trim(sending);
                Duration left = latest.minus(load.notice()).minus(clock.now());
                stop.sleep(left.compareTo(LOOK) < 0 ? left : LOOK);
            }
            return stop.isAsked() ? clock.now() : latest;
        }

        /** On a ramp less than at its end, for which {@link #standing} asks. */
        private int needed() {
            int enough = cost.enough(until(clock.now()).rateAt(clock.now()), stage);
            return Math.max(minimum(watch.state()), enough);
        }

        private Standing standing() {
            ClusterState state = watch.state();
            return new Standing(
                    cost.enough(rate(), stage),
                    minimum(state),
                    state.wanted(),
                    state.existing(),
                    state.ready(),
                    watch.leavingPods());
        }

        private static int minimum(ClusterState state) {
            return state.settings().map(HpaSettings::minReplicas).orElse(1);
        }

        private double rate() {
            return trims.isEmpty() ? toRate : trims.getLast().rate();
        }

        private void trim(Load.Sending sending) {
            Duration now = load.known(clock.now());
            if (now.compareTo(start) > 0 && cost.learns(now, stage.requestMillis(), stagesUntil(now))) {
                double before = rate();
                double millis = cost.sizing().costMillis(stage.requestMillis());
                trimmer.trimmed(before, cost.sizing(), minimum(watch.state())).ifPresent(rate -> {
                    Duration at = clock.now().plus(load.notice());
                    sending.changeRate(at, rate);
                    trims.add(new Trim(at, rate, millis));
                    cost.tell(before, rate, stage.requestMillis());
                });
            }
        }

        private List<StageRun> stagesUntil(Duration now) {
            List<StageRun> all = new ArrayList<>(done);
            all.add(until(now));
            return all;
        }

        private StageRun until(Duration end) {
            return new StageRun(
                    stage.name(),
                    stage.phase(),
                    start,
                    end,
                    fromRate,
                    rate(),
                    cost.sizing().worth(stage.to(), stage.requestMillis()),
                    stage.requestMillis(),
                    trims);
        }
    }

    private void requireLoad() throws CouldNotRun {
        Optional<CouldNotRun> why = broken.get();
        if (why.isPresent()) {
            throw why.get();
        }
    }

    private void requireHpa() throws CouldNotRun {
        if (watch.state().settings().isEmpty()) {
            throw new CouldNotRun(
                    "The HPA %s was deleted in mid-run".formatted(watch.target().hpa()),
                    "put it back, and leave it alone while the load test runs");
        }
    }
}
