package io.scaleproof.loadtest;

import io.scaleproof.loadtest.contract.Judge;
import io.scaleproof.loadtest.elasticity.RunElasticity;
import io.scaleproof.loadtest.hpa.Replay;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.simulate.Simulator;
import java.util.List;

/**
 * What follows from what was seen: why the HPA decided as it did, what was to be expected, what of the contract was kept,
 * and how well supply followed demand.
 */
final class Judgement {
    private Judgement() {}

    /** {@code run} with its decisions explained, a prediction beside it where there can be one, its verdicts and its figures. */
    static RunRecord of(RunRecord run) {
        RunRecord explained = run.explained(Replay.of(run));
        return judged(Simulator.beside(explained).map(explained::beside).orElse(explained))
                .measured(RunElasticity.of(explained));
    }

    private static RunRecord judged(RunRecord run) {
        List<Verdict> verdicts = Judge.judge(run);
        return run.judged(run.outcome() == RunOutcome.PASSED ? Judge.outcome(verdicts) : run.outcome(), verdicts);
    }
}
