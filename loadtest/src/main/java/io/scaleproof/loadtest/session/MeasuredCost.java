package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.load.LoadLog;
import io.scaleproof.loadtest.need.Evidence;
import io.scaleproof.loadtest.need.RequestCost;
import io.scaleproof.loadtest.plan.Learning;
import io.scaleproof.loadtest.plan.Level;
import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.plan.Stage;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.watch.ClusterClock;
import io.scaleproof.loadtest.watch.ClusterWatch;
import io.scaleproof.loadtest.watch.CounterPoll;
import io.scaleproof.loadtest.watch.Observed;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What a request costs, as far as a run under way has measured it. */
final class MeasuredCost {
    /** All that was seen is read again for it. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final ClusterWatch watch;
    private final LoadLog log;
    private final Calibrated calibrated;
    private final ClusterClock clock;
    private final CounterPoll counters;
    private final Consumer<String> progress;
    private final Map<Integer, Double> told = new HashMap<>();
    private Sizing sizing;
    private Duration lastLook = Duration.ZERO;

    MeasuredCost(
            ClusterWatch watch,
            LoadLog log,
            Calibrated calibrated,
            ClusterClock clock,
            CounterPoll counters,
            Consumer<String> progress) {
        this.watch = watch;
        this.log = log;
        this.calibrated = calibrated;
        this.clock = clock;
        this.counters = counters;
        this.progress = progress;
        this.sizing = calibrated.sizing();
    }

    /** By what is known now. */
    Sizing sizing() {
        return sizing;
    }

    /** Pods that are enough for so many requests a second of a stage's kind; by the plan's own word where it gives pods. */
    int enough(double rate, Stage stage) {
        boolean measured = sizing.measured().containsKey(stage.requestMillis());
        if (stage.to() instanceof Level.Declared && !measured) {
            return sizing.enough(stage.to(), stage.requestMillis());
        }
        return sizing.pod().enough(sizing.pod().worth(rate * sizing.costMillis(stage.requestMillis())));
    }

    /** Whether pods are to rest: their use is read less often then, since reading it is work for them. */
    void letPodsRest(boolean whether) {
        counters.rarely(whether);
    }

    /** Looks at what was seen, a few seconds apart; true if it now knows better what such a request costs. */
    boolean learns(Duration now, int requestMillis, List<StageRun> stages) {
        if (now.minus(lastLook).compareTo(BETWEEN_LOOKS) < 0) {
            return false;
        }
        lastLook = now;
        Observed seen = watch.read(clock, Map.of(), Duration.ZERO);
        Optional<RequestCost> cost = Learning.of(
                new Evidence(
                        now,
                        seen.settings(),
                        stages,
                        log.seconds(),
                        counters.usages(clock),
                        seen.usages(),
                        seen.hpa(),
                        seen.pods(),
                        calibrated.record(),
                        false),
                requestMillis);
        cost.ifPresent(
                known -> sizing = sizing.knowing(requestMillis, known.millis().mid()));
        return cost.isPresent();
    }

    /** Says that a rate was changed, and why. */
    void tell(double before, double after, int requestMillis) {
        double now = sizing.costMillis(requestMillis);
        double last = told.getOrDefault(requestMillis, calibrated.sizing().costMillis(requestMillis));
        told.put(requestMillis, now);
        progress.accept(String.format(
                Locale.ROOT,
                "%5d s  rate %.1f -> %.1f/s: a request costs %.1f ms, not %.1f",
                lastLook.toSeconds(),
                before,
                after,
                now,
                last));
    }
}
