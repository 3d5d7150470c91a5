package io.scaleproof.loadtest.plan;

import io.scaleproof.loadtest.need.Costs;
import io.scaleproof.loadtest.need.Evidence;
import io.scaleproof.loadtest.need.RequestCost;
import java.time.Duration;
import java.util.Optional;

/** What a run tells, as it goes on, of what its requests cost. */
public final class Learning {
    /** What is older was measured on a younger service. */
    private static final Duration RECENT = Duration.ofSeconds(45);
    /** Fewer requests, or a wider error, are no reason to change a rate. */
    private static final double REQUESTS = 25;

    private static final double PART = 0.05;

    private Learning() {}

    /** What requests of one kind cost lately; empty while that is not known well enough. */
    public static Optional<RequestCost> of(Evidence evidence, int requestMillis) {
        return Costs.of(evidence)
                .since(evidence.now().minus(RECENT), requestMillis)
                .filter(cost -> cost.requests() >= REQUESTS && cost.millis().part() <= PART);
    }
}
