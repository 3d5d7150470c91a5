package io.scaleproof.loadtest.plan;

import java.time.Duration;

/** How long a stage lasts. */
public sealed interface Hold {

    /** The longest it can last. */
    Duration atMost();

    /** Exactly so long. */
    record For(Duration length) implements Hold {
        @Override
        public Duration atMost() {
            return length;
        }
    }

    /** Until as many pods are ready as the stage's load needs. */
    record UntilCapacity(Duration atMost) implements Hold {}

    /** Until the HPA's minimum of pods is left. */
    record UntilMinimum(Duration atMost) implements Hold {}
}
