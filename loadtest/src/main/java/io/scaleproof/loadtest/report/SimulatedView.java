package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.record.Simulation;
import io.scaleproof.loadtest.record.Verdict;
import java.util.List;

/** One clause as it was predicted and as it came. */
record SimulatedView(String title, String required, String kind, String predicted, String actual) {

    static List<SimulatedView> of(Simulation simulation, List<Verdict> verdicts) {
        return simulation.verdicts().stream()
                .map(predicted -> of(predicted, verdicts))
                .toList();
    }

    private static SimulatedView of(Verdict predicted, List<Verdict> verdicts) {
        VerdictView prediction = VerdictView.of(predicted);
        String actual = verdicts.stream()
                .filter(verdict -> verdict.clause().equals(predicted.clause()))
                .findFirst()
                .map(VerdictView::of)
                .map(fact -> fact.mark() + ", " + fact.actual())
                .orElse("not judged");
        return new SimulatedView(
                predicted.title(),
                predicted.required(),
                prediction.kind(),
                prediction.mark() + ", " + prediction.actual(),
                actual);
    }
}
