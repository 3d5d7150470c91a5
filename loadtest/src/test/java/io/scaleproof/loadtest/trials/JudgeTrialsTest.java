package io.scaleproof.loadtest.trials;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.trials.Spoiling.Hides;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A judge for the judge: runs of which it is known what is to come of them. One alone, by its seed: {@code mvn -pl loadtest
 * test -Dtest=JudgeTrialsTest -Dtrials=417}.
 */
class JudgeTrialsTest {
    private static final long TRIALS = 600;
    private static final double UNKNOWN_AT_MOST = 0.05;
    private static final double NAMED_AT_LEAST = 0.95;

    private static List<Finding> findings;

    @BeforeAll
    static void judge() {
        findings = seeds().parallel().mapToObj(Trials::of).map(Finding::of).toList();
        System.out.println(table());
    }

    private static LongStream seeds() {
        String only = System.getProperty("trials");
        return only == null ? LongStream.range(0, TRIALS) : LongStream.of(Long.parseLong(only));
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
    void fewAreLeftUnknown() {
        List<Finding> seen = those(finding -> finding.trial().hidden() == Hides.NOTHING);
        List<Finding> open = seen.stream()
                .filter(Finding::isOpen)
                .filter(finding -> !finding.open().isEmpty())
                .toList();

        assertThat(open.size())
                .as(open.stream()
                        .map(finding -> finding.trial() + " " + finding.open())
                        .collect(joining(System.lineSeparator())))
                .isLessThanOrEqualTo((int) Math.round(seen.size() * UNKNOWN_AT_MOST));
    }

    @Test
    void whatIsBrokenIsNamed() {
        List<Finding> broken = those(finding ->
                finding.trial().defect().isPresent() && finding.trial().hidden() == Hides.NOTHING);
        List<Finding> unnamed =
                broken.stream().filter(finding -> !names(finding)).toList();

        assertThat(unnamed.size())
                .as(unnamed.stream()
                        .map(finding -> finding.trial() + " " + finding.verdicts())
                        .collect(joining(System.lineSeparator())))
                .isLessThanOrEqualTo((int) Math.round(broken.size() * (1 - NAMED_AT_LEAST)));
    }

    /** Whether a clause that the defect breaks is called broken. */
    private static boolean names(Finding finding) {
        return finding.verdicts().stream()
                .anyMatch(verdict -> verdict instanceof Verdict.Failed
                        && finding.trial().defect().orElseThrow().breaks().contains(verdict.clause()));
    }

    private static List<Finding> those(Predicate<Finding> which) {
        return findings.stream().filter(which).toList();
    }

    private static String table() {
        return "%d trials of the judge: good %s; broken %s; answers hidden %s"
                .formatted(
                        findings.size(),
                        outcomes(finding -> finding.trial().defect().isEmpty()
                                && finding.trial().hidden() != Hides.THE_ANSWER),
                        outcomes(finding -> finding.trial().defect().isPresent()
                                && finding.trial().hidden() != Hides.THE_ANSWER),
                        outcomes(finding -> finding.trial().hidden() == Hides.THE_ANSWER));
    }

    private static String outcomes(Predicate<Finding> which) {
        return those(which).stream()
                .collect(groupingBy(Finding::outcome, TreeMap::new, counting()))
                .toString();
    }
}
