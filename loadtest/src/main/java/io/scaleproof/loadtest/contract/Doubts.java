package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Words.seconds;

import io.scaleproof.loadtest.contract.Facts.Interval;
import io.scaleproof.loadtest.record.Lateness;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.record.Verdict.Blame;
import io.scaleproof.loadtest.record.WatchHealth.Gap;
import io.scaleproof.loadtest.record.WatchHealth.Starved;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the prober itself did not see, or spoilt: no clause may be called broken for it. */
final class Doubts {
    private static final String QUIETER = "give the load test a machine that is less busy, or a smaller rate";

    private final RunRecord run;

    Doubts(RunRecord run) {
        this.run = run;
    }

    /** The first time between the two in which one of {@code what} was not watched. */
    Optional<Doubt> unseen(Duration from, Duration to, Watched... what) {
        List<Watched> asked = Arrays.asList(what);
        return run.watch().gaps().stream()
                .filter(gap -> asked.contains(gap.what())
                        && gap.from().compareTo(to) < 0
                        && gap.to().compareTo(from) > 0)
                .findFirst()
                .map(gap -> new Doubt(
                        Blame.WATCH,
                        words(gap),
                        gap.what() == Watched.CLOCK
                                ? "let nobody set the clock of the cluster's machines while a run goes on: timedatectl"
                                : "see that the API server can be reached throughout the run"));
    }

    private static String words(Gap gap) {
        if (gap.what() == Watched.CLOCK) {
            return "what the cluster dates is not known: " + gap.why();
        }
        return "%s was not watched from %s to %s (%s)"
                .formatted(
                        switch (gap.what()) {
                            case HPA -> "the HPA";
                            case TARGET -> "the scaled object";
                            case PODS -> "the pods";
                            case ENDPOINTS -> "the endpoints";
                            case METRICS -> "the metrics API";
                            case CLOCK -> "the clock";
                        },
                        seconds(gap.from()),
                        seconds(gap.to()),
                        gap.why());
    }

    /** That both the load test and the pods ran on a machine without a processor to spare at some time between the two. */
    Optional<Doubt> starved(Duration from, Duration to) {
        return run.watch().starved().stream()
                .filter(time -> time.from().compareTo(to) < 0 && time.to().compareTo(from) > 0)
                .findFirst()
                .map(time -> new Doubt(
                        Blame.GENERATOR,
                        "the machine that runs both the load test and the pods had no processor to spare from %s to %s"
                                .formatted(seconds(time.from()), seconds(time.to())),
                        QUIETER));
    }

    /** That for most of the time between the two the machine of load test and pods was busy with something else. */
    Optional<Doubt> disturbed(Duration from, Duration to) {
        return most(run.watch().disturbed(), from, to)
                .map(disturbed -> new Doubt(
                        Blame.GENERATOR,
                        "the machine that runs both the load test and the pods was busy with something else for %s from %s to %s,"
                                        .formatted(seconds(disturbed), seconds(from), seconds(to))
                                + " and what pods use at rest on such a machine is not theirs alone",
                        QUIETER));
    }

    /**
     * That for most of the time between the two that machine had no processor to spare: pods did not get the CPU that the load
     * asked for, so that the HPA saw less than there was.
     */
    Optional<Doubt> starvedMostly(Duration from, Duration to) {
        return starvedMostly(from, to, "pods did not get what the load asked for, and the HPA saw less than there was");
    }

    /** The same where pods did at once, or at a higher price, what others had kept them from, so that the HPA saw more. */
    Optional<Doubt> workedOff(Duration from, Duration to) {
        return starvedMostly(
                from,
                to,
                "what pods use on such a machine is not the load's alone, and the HPA saw more than there was");
    }

    private Optional<Doubt> starvedMostly(Duration from, Duration to, String consequence) {
        return most(run.watch().starved(), from, to)
                .map(starved -> new Doubt(
                        Blame.GENERATOR,
                        "the machine that runs both the load test and the pods had no processor to spare for %s from %s to %s: %s"
                                .formatted(seconds(starved), seconds(from), seconds(to), consequence),
                        QUIETER));
    }

    /** How long these were between the two, if that was most of it. */
    private static Optional<Duration> most(List<Starved> times, Duration from, Duration to) {
        Duration all = times.stream()
                .map(time -> new Interval(time.from(), time.to()).overlap(from, to))
                .reduce(Duration.ZERO, Duration::plus);
        return Optional.of(all)
                .filter(Duration::isPositive)
                .filter(sum -> sum.multipliedBy(2).compareTo(to.minus(from)) > 0);
    }

    private List<SecondSample> secondsBetween(Duration from, Duration to) {
        return run.seconds().stream()
                .filter(second -> second.at().compareTo(from.minusSeconds(1)) > 0
                        && second.at().compareTo(to) < 0)
                .toList();
    }

    /** That the generator was later than {@code limit}, or lost requests, at some time between the two. */
    Optional<Doubt> late(Duration from, Duration to, Duration limit) {
        return Lateness.words(secondsBetween(from, to), limit.toNanos() / 1e6)
                .map(words -> new Doubt(Blame.GENERATOR, "the load generator was " + words, QUIETER));
    }
}
