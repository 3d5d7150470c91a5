package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.need.Need;
import io.scaleproof.loadtest.need.Need.Moment;
import io.scaleproof.loadtest.record.Calibration;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.StageRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What clauses on pods ask of a run of which the need is known. */
final class Facts {
    /** metrics-server's usual resolution, where no window was seen. */
    private static final Duration RESOLUTION = Duration.ofSeconds(15);

    static final Duration SYNC = Duration.ofSeconds(15);

    private final RunRecord run;
    private final Need.Known need;
    private final List<Step> steps;

    Facts(RunRecord run, Need.Known need) {
        this.run = run;
        this.need = need;
        this.steps = readSteps();
    }

    /** A change of the number of pods asked for. */
    record Step(Duration at, int from, int to) {
        boolean isUp() {
            return to > from;
        }
    }

    /** A time in which something held. */
    record Interval(Duration from, Duration to) {
        Duration length() {
            return to.minus(from);
        }

        /** How much of it lies between the two. */
        Duration overlap(Duration begin, Duration end) {
            Duration first = from.compareTo(begin) > 0 ? from : begin;
            Duration last = to.compareTo(end) < 0 ? to : end;
            return last.compareTo(first) > 0 ? last.minus(first) : Duration.ZERO;
        }
    }

    RunRecord run() {
        return run;
    }

    Need.Known need() {
        return need;
    }

    int minimum() {
        return need.minimum();
    }

    /**
     * How long a load may still be seen by the HPA after it ended: two windows of metrics and two syncs. Without {@code
     * behavior} it also goes on for long to what it once wanted and was not allowed at once.
     */
    Duration echo() {
        return run.autoscaler()
                .filter(settings -> settings.scaleUp().policies().isEmpty()
                        && settings.scaleDown().policies().isEmpty())
                .map(settings -> settings.scaleDown().stabilizationWindow().plus(stillSeen(run)))
                .orElseGet(() -> stillSeen(run));
    }

    /** How long the HPA's own figures may still tell of what is over: two windows of metrics and two syncs. */
    static Duration stillSeen(RunRecord run) {
        Duration window = run.usages().stream()
                .map(PodUsage::window)
                .sorted(Comparator.naturalOrder())
                .skip(run.usages().size() / 2)
                .findFirst()
                .orElse(RESOLUTION);
        return window.compareTo(RESOLUTION) < 0
                ? RESOLUTION.plus(SYNC).multipliedBy(2)
                : window.plus(SYNC).multipliedBy(2);
    }

    /** Every change of the number of pods asked for, in order. */
    List<Step> steps() {
        return steps;
    }

    private List<Step> readSteps() {
        List<Step> changes = new ArrayList<>();
        List<DeploymentSample> samples = run.deployments();
        for (int i = 1; i < samples.size(); i++) {
            int before = samples.get(i - 1).wanted();
            int after = samples.get(i).wanted();
            if (before != after) {
                changes.add(new Step(samples.get(i).at(), before, after));
            }
        }
        return changes;
    }

    /** The last state seen by then; the first one ever if that came later. */
    Optional<DeploymentSample> stateAt(Duration at) {
        return run.deployments().stream()
                .filter(sample -> sample.at().compareTo(at) <= 0)
                .reduce((earlier, later) -> later)
                .or(() -> run.deployments().stream().findFirst());
    }

    int wantedAt(Duration at) {
        return stateAt(at).map(DeploymentSample::wanted).orElse(minimum());
    }

    /** When the Deployment first looked like this at or after {@code from}. */
    Optional<Duration> first(Duration from, Predicate<DeploymentSample> state) {
        if (stateAt(from)
                .filter(sample -> sample.at().compareTo(from) <= 0)
                .filter(state)
                .isPresent()) {
            return Optional.of(from);
        }
        return run.deployments().stream()
                .filter(sample -> sample.at().compareTo(from) > 0)
                .filter(state)
                .map(DeploymentSample::at)
                .findFirst();
    }

    /** The times in which the need was so; one that holds at the end lasts to the load's end. */
    List<Interval> when(Predicate<Moment> holds) {
        List<Interval> intervals = new ArrayList<>();
        Optional<Duration> begin = Optional.empty();
        for (Moment moment : need.moments()) {
            if (holds.test(moment)) {
                begin = begin.or(() -> Optional.of(moment.at()));
            } else if (begin.isPresent()) {
                intervals.add(new Interval(begin.get(), moment.at()));
                begin = Optional.empty();
            }
        }
        begin.ifPresent(from -> intervals.add(new Interval(from, loadEnd(from))));
        return intervals;
    }

    private Duration loadEnd(Duration atLeast) {
        Duration end = run.loadEnd();
        return end.compareTo(atLeast) > 0 ? end : atLeast;
    }

    /** The most pods that the load of the last while can have made the HPA ask for at a time. */
    int justified(Duration at) {
        return Math.max(height(at).justified(), (int) Math.ceil(measuringWorth(at)));
    }

    /** What measuring a request's cost before the run was worth, as long as the HPA may still see it. */
    private double measuringWorth(Duration at) {
        return at.compareTo(stillSeen(run)) < 0
                ? run.calibration().map(Calibration::measuringWorth).orElse(0.0)
                : 0;
    }

    /** The moment within the last while whose load can have made the HPA ask for most. */
    Moment height(Duration at) {
        return need.between(at.minus(echo()), at).stream()
                .max(Comparator.comparingInt(Moment::justified))
                .orElseThrow();
    }

    /** The most that the load of the last while was worth by the best guess, in pods. */
    double measuredWorth(Duration at) {
        return need.between(at.minus(echo()), at).stream()
                .mapToDouble(moment -> moment.worth().mid())
                .max()
                .orElse(0);
    }

    /** The most that the HPA can have seen of the load of the last while, in pods' worth. */
    double worth(Duration at) {
        double sent = need.between(at.minus(echo()), at).stream()
                .mapToDouble(Moment::seen)
                .max()
                .orElse(0);
        return Math.max(sent, measuringWorth(at));
    }

    /** The stage of load at a time. */
    Optional<StageRun> stageAt(Duration at) {
        return run.plan().stages().stream()
                .filter(stage -> stage.start().compareTo(at) <= 0 && stage.end().compareTo(at) > 0)
                .findFirst();
    }

    /** Whether anything can make the HPA scale but the metric that the load was sized for. */
    boolean scalesOnMore() {
        String sizedFor = sizedFor();
        return run.autoscaler().stream()
                .flatMap(settings -> settings.metrics().stream())
                .anyMatch(metric -> !metric.name().equals(sizedFor));
    }

    /** The name of that metric. */
    String sizedFor() {
        return run.calibration().flatMap(Calibration::metric).orElse("cpu");
    }
}
