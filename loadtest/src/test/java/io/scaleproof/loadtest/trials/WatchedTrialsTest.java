package io.scaleproof.loadtest.trials;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.trials.Spoiling.Hides;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same trials, seen by somebody who sends nothing: less can be known, and nothing may be said that is wrong. */
class WatchedTrialsTest {
    private static final long TRIALS = 300;

    private static final Set<String> CLAUSES = Set.of(
            "firstScaleUpWithin",
            "capacityWithin",
            "overshootAtMost",
            "backToMinimumWithin",
            "reversalsAtMost",
            "noScaleUpWithoutLoad");

    private static List<Finding> findings;

    @BeforeAll
    static void judge() {
        findings = seeds().parallel()
                .mapToObj(Trials::of)
                .filter(WatchedTrialsTest::asksTheWatcher)
                .map(WatchedTrialsTest::watched)
                .toList();
        System.out.println(table());
    }

    private static LongStream seeds() {
        String only = System.getProperty("trials");
        return only == null ? LongStream.range(0, TRIALS) : LongStream.of(Long.parseLong(only));
    }

    /** Whether it does not turn on what only the sender of a load sees: its requests, and its own lateness. */
    private static boolean asksTheWatcher(Trial trial) {
        return !trial.spoilings().contains(Spoiling.LATE_GENERATOR)
                && trial.defect()
                        .filter(defect -> Collections.disjoint(defect.breaks(), CLAUSES))
                        .isEmpty();
    }

    private static Finding watched(Trial trial) {
        RunRecord run = Watched.of(trial.run());
        return new Finding(trial, run.outcome(), run.verdicts());
    }

    @Test
    void noGoodStackIsCalledBrokenAndNoBrokenOneGood() {
        assertThat(findings)
                .filteredOn(finding -> !finding.wrong().isEmpty())
                .extracting(finding -> finding.trial()
                        + finding.wrong().stream()
                                .map(wrong -> System.lineSeparator() + "    " + wrong)
                                .collect(joining()))
                .isEmpty();
    }

    @Test
    void mostGoodStacksAreKnownToBeGood() {
        assertThat(part(RunOutcome.PASSED, finding -> finding.trial().defect().isEmpty()))
                .as(table())
                .isGreaterThan(0.8);
    }

    @Test
    void mostBrokenStacksAreKnownToBeBroken() {
        assertThat(part(RunOutcome.FAILED, finding -> finding.trial().defect().isPresent()))
                .as(table())
                .isGreaterThan(0.7);
    }

    private static double part(RunOutcome outcome, Predicate<Finding> which) {
        List<Finding> all = findings.stream()
                .filter(finding -> finding.trial().hidden() == Hides.NOTHING)
                .filter(which)
                .toList();
        return (double) all.stream()
                        .filter(finding -> finding.outcome() == outcome)
                        .count()
                / all.size();
    }

    private static String table() {
        return "%d watched trials: good %s; broken %s"
                .formatted(
                        findings.size(),
                        outcomes(finding -> finding.trial().defect().isEmpty()),
                        outcomes(finding -> finding.trial().defect().isPresent()));
    }

    private static String outcomes(Predicate<Finding> which) {
        return findings.stream()
                .filter(finding -> finding.trial().hidden() == Hides.NOTHING)
                .filter(which)
                .collect(groupingBy(Finding::outcome, TreeMap::new, counting()))
                .toString();
    }
}
