package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Words.seconds;

import io.scaleproof.loadtest.contract.Facts.Interval;
import io.scaleproof.loadtest.contract.Facts.Step;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
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
        List<Interval> surely = facts.when(moment -> moment.fewest() > there);
        if (surely.isEmpty()) {
            return clause.unknown(
                    facts.when(moment -> moment.surely() > there).isEmpty()
                            ? "the load never needed more than the %s that were there at its start"
                                    .formatted(Words.pods(there))
                            : "whether the load needed more than the %s that were there is within what can be measured"
                                    .formatted(Words.pods(there)),
                    "ask for a larger load: --pods %d".formatted(there + 2));
        }
        // A load that was over before the limit asks nothing, unless it was answered all the same.
        for (Interval needed : surely) {
            Duration earliest = earliest(there, needed);
            Optional<Step> first = facts.steps().stream()
                    .filter(step -> step.isUp() && step.at().compareTo(earliest) >= 0)
                    .findFirst();
            boolean inTime = first.filter(step -> step.at().minus(needed.from()).compareTo(limit) <= 0)
                    .isPresent();
            if (inTime) {
                return inTime(
                        clause, limit, earliest, needed.from(), first.get().at());
            }
            if (needed.length().compareTo(limit) >= 0) {
                return first.map(step -> late(clause, needed.from(), step)).orElseGet(() -> never(clause, needed));
            }
        }
        Interval longest =
                surely.stream().max(Comparator.comparing(Interval::length)).orElseThrow();
        return clause.unknown(
                "the HPA never scaled up, but the load that needed it lasted %s only"
                        .formatted(seconds(longest.length())),
                "hold the load for longer than the limit, or leave the clause out: --require %s=off"
                        .formatted(clause.key()));
    }

    /** When the load that surely needed more may have begun to. */
    private Duration earliest(int there, Interval needed) {
        return facts.when(moment -> moment.surely() > there).stream()
                .filter(maybe ->
                        maybe.from().compareTo(needed.from()) <= 0 && maybe.to().compareTo(needed.from()) > 0)
                .map(Interval::from)
                .findFirst()
                .orElse(needed.from());
    }

    private Verdict inTime(Clause clause, Duration limit, Duration earliest, Duration begin, Duration at) {
        return at.minus(earliest).compareTo(limit) <= 0
                ? clause.passed(seconds(at.compareTo(begin) > 0 ? at.minus(begin) : Duration.ZERO))
                : clause.unknown(
                        "the load needed more pods since %s, or since %s only: it is not known better"
                                .formatted(seconds(earliest), seconds(begin)),
                        "choose a plan whose load jumps, such as surge");
    }

    private Verdict late(Clause clause, Duration begin, Step first) {
        return spoilt(begin, first.at())
                .map(clause::unknown)
                .orElseGet(() -> clause.failed(
                        seconds(first.at().minus(begin)),
                        "the HPA scaled %d -> %d only then".formatted(first.from(), first.to()),
                        causes.lateDecision(begin, first.at())));
    }

    private Verdict never(Clause clause, Interval needed) {
        return spoilt(needed.from(), needed.to())
                .map(clause::unknown)
                .orElseGet(() -> clause.failed(
                        "not within " + seconds(needed.length()),
                        "the HPA never scaled up",
                        causes.tooFewWanted(needed.from(), needed.to())));
    }

    private Optional<Doubt> spoilt(Duration from, Duration to) {
        return doubts.unseen(from, to, Watched.TARGET).or(() -> doubts.late(from, to, LATE));
    }
}
