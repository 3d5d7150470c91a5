package io.scaleproof.loadtest.trials;

import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.trials.Spoiling.Hides;
import java.util.ArrayList;
import java.util.List;

/** What the judge made of a trial, held against the truth. */
record Finding(Trial trial, RunOutcome outcome, List<Verdict> verdicts) {

    static Finding of(Trial trial) {
        RunRecord run = trial.run();
        return new Finding(trial, run.outcome(), run.verdicts());
    }

    /** Every verdict that is wrong, in words; a clause left unknown is not. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            if (verdict instanceof Verdict.Failed failed) {
                if (!breaks(failed.clause()) && !mayBreak(failed.clause())) {
                    wrong.add("kept, but called broken: " + failed);
                } else if (breaks(failed.clause()) && !failed.reason().contains(cause())) {
                    wrong.add("the cause is '%s', but this says: %s".formatted(cause(), failed));
                }
            }
            if (verdict instanceof Verdict.Passed passed
                    && breaks(passed.clause())
                    && trial.hidden() != Hides.THE_ANSWER) {
                wrong.add("broken, but called kept: " + passed);
            }
        }
        if (outcome == RunOutcome.PASSED && (trial.defect().isPresent() || trial.hidden() == Hides.THE_ANSWER)) {
            wrong.add("passed as a whole");
        }
        return wrong;
    }

    /** Clauses that should have had an answer, and have none. */
    List<Verdict> open() {
        return verdicts.stream()
                .filter(verdict -> verdict instanceof Verdict.Unknown)
                .filter(verdict -> trial.defect().isEmpty() || breaks(verdict.clause()))
                .toList();
    }

    boolean isOpen() {
        return outcome == RunOutcome.UNKNOWN || outcome == RunOutcome.VOID;
    }

    private boolean breaks(String clause) {
        return trial.defect().filter(defect -> defect.breaks().contains(clause)).isPresent();
    }

    private boolean mayBreak(String clause) {
        return trial.defect()
                .filter(defect -> defect.mayBreak().contains(clause))
                .isPresent();
    }

    private String cause() {
        return trial.defect().map(Defect::cause).orElse("");
    }
}
