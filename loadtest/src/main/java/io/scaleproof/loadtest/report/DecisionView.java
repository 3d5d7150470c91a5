package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.MetricFigure;
import java.util.List;
import java.util.Optional;

/** One decision of the HPA with its explanation. */
record DecisionView(
        String css,
        String at,
        String change,
        String sentence,
        Optional<String> figure,
        Optional<String> remark,
        List<String> steps) {

    static DecisionView of(Decision decision) {
        List<String> explanation = decision.explanation();
        return new DecisionView(
                decision.agrees() ? "" : "off",
                Words.seconds(decision.at()),
                decision.from() == decision.to()
                        ? "stays " + decision.to()
                        : "%d → %d".formatted(decision.from(), decision.to()),
                explanation.isEmpty() ? "" : explanation.getFirst(),
                decision.metric().map(DecisionView::words),
                remark(decision),
                explanation.stream().skip(1).toList());
    }

    private static String words(MetricFigure figure) {
        return figure.words() + figure.ageWords().map(age -> ", " + age).orElse("");
    }

    boolean hasSteps() {
        return !steps.isEmpty();
    }

    private static Optional<String> remark(Decision decision) {
        return decision.predicted().isEmpty()
                ? Optional.of("(not replayed)")
                : decision.agrees()
                        ? Optional.empty()
                        : Optional.of("(predicted %d, and the HPA, which measured %s, did otherwise)"
                                .formatted(
                                        decision.predicted().get(),
                                        decision.metric()
                                                .map(MetricFigure::valueWords)
                                                .or(() -> decision.utilizationPercent()
                                                        .map(percent -> percent + " %"))
                                                .orElse("nothing")));
    }
}
