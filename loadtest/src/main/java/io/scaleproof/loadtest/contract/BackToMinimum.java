package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Words.pods;
import static io.scaleproof.loadtest.contract.Words.seconds;

import io.scaleproof.loadtest.contract.Facts.Interval;
import io.scaleproof.loadtest.need.Need.Moment;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** From when the minimum of pods is enough for what is left of the load until only the minimum exists, for good. */
final class BackToMinimum {
    private final Facts facts;
    private final Doubts doubts;
    private final Causes causes;

    BackToMinimum(Facts facts, Doubts doubts, Causes causes) {
        this.facts = facts;
        this.doubts = doubts;
        this.causes = causes;
    }

    Verdict judge(Clause clause, Duration limit) {
        int minimum = facts.minimum();
        Duration runEnd = facts.run().length();
        boolean wentOut = facts.run().deployments().stream().anyMatch(sample -> !isAt(sample, minimum));
        if (!wentOut) {
            return clause.unknown(
                    "the pods never left the minimum, so that there was no way back",
                    "ask for a larger load: --pods 2 or more");
        }
        Duration planned = facts.run().loadEnd();
        Duration earliest = lastly(moment -> moment.fewest() > minimum);
        Duration end = lastly(moment -> moment.surely() > minimum);
        boolean known = end.compareTo(planned) < 0;
        Optional<Duration> back = backForGood(known ? end : earliest, minimum);
        // Whoever is back in time even if the load ended as early as it may have, is back in time.
        if (earliest.compareTo(planned) < 0
                && back.filter(at -> at.minus(earliest).compareTo(limit) <= 0).isPresent()) {
            return clause.passed(seconds(back.get().minus(known ? end : earliest)));
        }
        if (!known) {
            return clause.cutShort("the run ended under load");
        }
        if (back.isPresent()) {
            Duration took = back.get().minus(end);
            if (took.compareTo(limit) <= 0) {
                return clause.unknown(
                        "the minimum was enough since %s, or since %s only: it is not known better"
                                .formatted(seconds(earliest), seconds(end)),
                        "choose a plan whose load ends at once, such as surge");
            }
            return doubt(end, back.get())
                    .map(clause::unknown)
                    .orElseGet(() ->
                            clause.failed(seconds(took), "the pods stayed", causes.slowScaleDown(end, back.get())));
        }
        int left = facts.run().deployments().getLast().existing();
        Duration watched = runEnd.minus(end);
        if (watched.compareTo(limit) < 0) {
            return clause.cutShort("%s were left in the %s that were watched".formatted(pods(left), seconds(watched)));
        }
        return doubt(end, runEnd)
                .map(clause::unknown)
                .orElseGet(() -> clause.failed(
                        "not within " + seconds(watched),
                        "%s were left".formatted(pods(left)),
                        causes.slowScaleDown(end, runEnd)));
    }

    /** What pods use at rest on a machine that is busy with something else is not theirs alone. */
    private Optional<Doubt> doubt(Duration from, Duration to) {
        return doubts.unseen(from, to, Watched.TARGET)
                .or(() -> causes.keptByUse(from, to)
                        ? doubts.starved(from, to).or(() -> doubts.disturbed(from, to))
                        : Optional.empty());
    }

    private Duration lastly(Predicate<Moment> loaded) {
        List<Interval> intervals = facts.when(loaded);
        return intervals.isEmpty() ? Duration.ZERO : intervals.getLast().to();
    }

    /** After the last time that it was not so. */
    private Optional<Duration> backForGood(Duration end, int minimum) {
        List<DeploymentSample> samples = facts.run().deployments();
        if (!isAt(samples.getLast(), minimum)) {
            return Optional.empty();
        }
        Duration back = end;
        for (int i = 1; i < samples.size(); i++) {
            if (!isAt(samples.get(i - 1), minimum) && isAt(samples.get(i), minimum)) {
                back = samples.get(i).at();
            }
        }
        return Optional.of(back.compareTo(end) > 0 ? back : end);
    }

    private static boolean isAt(DeploymentSample sample, int minimum) {
        return sample.wanted() == minimum && sample.existing() == minimum;
    }
}
