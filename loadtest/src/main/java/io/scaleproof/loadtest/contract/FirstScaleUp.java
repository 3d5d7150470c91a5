package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Words.seconds;

import io.scaleproof.loadtest.contract.Facts.Interval;
import io.scaleproof.loadtest.contract.Facts.Step;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.Optional;

/** From when the load needs more pods than there are until the HPA first asks for more. */
final class FirstScaleUp {
    /** A burst that made up for a stall of this length may have looked like another load. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private final Facts facts;
    private final Doubts doubts;
    private final Causes causes;

    FirstScaleUp(Facts facts, Doubts doubts, Causes causes) {
        this.facts = facts;
        this.doubts = doubts;
        this.causes = causes;
    }

    Verdict judge(Clause clause, Duration limit) {
        int there = facts.wantedAt(Duration.ZERO);
        Optional<Interval> surely =
                facts.when(moment -> moment.fewest() > there).stream().findFirst();
        Optional<Interval> maybe =
                facts.when(moment -> moment.surely() > there).stream().findFirst();
        if (surely.isEmpty()) {
            return clause.unknown(
                    maybe.isEmpty()
                            ? "the load never needed more than the %s that were there at its start"
                                    .formatted(Words.pods(there))
                            : "whether the load needed more than the %s that were there is within what can be measured"
                                    .formatted(Words.pods(there)),
                    "ask for a larger load: --pods %d".formatted(there + 2));
        }
        Duration begin = surely.get().from();
        Duration earliest = maybe.orElseThrow().from();
        Optional<Step> first = facts.steps().stream()
                .filter(step ->
                        step.isUp() && step.at().compareTo(earliest) >= 0)
                .findFirst();
        if (first.isPresent()) {
            Duration at = first.get().at();
            Duration after = at.compareTo(begin) > 0 ? at.minus(begin) : Duration.ZERO;
            if (at.minus(earliest).compareTo(limit) <= 0) {
                return clause.passed(seconds(after));
            }
            if (after.compareTo(limit) <= 0) {
                return clause.unknown(
                        "the load needed more pods since %s, or since %s only: it is not known better"
                                .formatted(seconds(earliest), seconds(begin)),
                        "choose a plan whose load jumps, such as surge");
            }
            return spoilt(begin, at, Watched.TARGET)
                            .map(clause::unknown)
                            .orElseGet(() -> clause.failed(
                                    seconds(after),
                                    "the HPA scaled %d -> %d only then"
                                            .formatted(
                                                    first.get().from(),
                                                    first.get().to()),
                                    causes.lateDecision(begin, at)));
        }
        Duration held = surely.get().length();
        if (held.compareTo(limit) < 0) {
            return clause.unknown(
                    "the HPA never scaled up, but the load that needed it lasted %s only".formatted(seconds(held)),
                    "hold the load for longer than the limit, or leave the clause out: --require %s=off"
                            .formatted(clause.key()));
        }
        Duration end = surely.get().to();
        return spoilt(begin, end, Watched.TARGET)
                .map(clause::unknown)
                .orElseGet(() -> clause.failed(
                        "not within " + seconds(held), "the HPA never scaled up", causes.tooFewWanted(begin, end)));
    }

    private Optional<Doubt> spoilt(Duration from, Duration to, Watched what) {
        return doubts.unseen(from, to, what).or(() -> doubts.late(from, to, LATE));
    }
}
