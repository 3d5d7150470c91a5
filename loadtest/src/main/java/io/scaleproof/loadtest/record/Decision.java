package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One decision of the HPA beside what its published algorithm predicts from the same metrics. Syncs that changed
 * nothing are decisions too ({@code from == to}) where they could be replayed.
 *
 * @param at when it was seen
 * @param from pods before
 * @param to pods the HPA asked for
 * @param utilizationPercent what the HPA said it had measured
 * @param metric the metric that asked for most, and so decided, with its age; empty if there was too little to replay
 * @param predicted pods the replayed algorithm asks for; empty if there was too little to replay
 * @param brake what kept it from more or fewer; empty if there was too little to replay
 * @param explanation why, in words, one step a line
 */
public record Decision(
        Duration at,
        int from,
        int to,
        Optional<Integer> utilizationPercent,
        Optional<MetricFigure> metric,
        Optional<Integer> predicted,
        Optional<Brake> brake,
        List<String> explanation) {

    public Decision {
        explanation = List.copyOf(explanation);
    }

    /** One of which is not known which metric decided. */
    public Decision(
            Duration at,
            int from,
            int to,
            Optional<Integer> utilizationPercent,
            Optional<Integer> predicted,
            Optional<Brake> brake,
            List<String> explanation) {
        this(at, from, to, utilizationPercent, Optional.empty(), predicted, brake, explanation);
    }

    /** Whether fact and prediction agree; a decision that could not be replayed does not disagree. */
    public boolean agrees() {
        return predicted.isEmpty() || predicted.get() == to;
    }
}
