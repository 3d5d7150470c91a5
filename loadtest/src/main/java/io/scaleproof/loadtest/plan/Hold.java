package io.scaleproof.loadtest.plan;

import java.time.Duration;

/** How long a stage lasts. */
public sealed interface Hold {

    /** The longest it can last. */
    Duration atMost();

    /** Whether what it waits for has come. */
    boolean isReached(Standing standing);

    /**
     * How things stand.
     *
     * @param need pods that are enough for the stage's load
     * @param minimum the HPA's
     * @param wanted pods that the HPA asks for
     * @param existing pods that exist and are not being deleted: a rollout that does not get done has more than are wanted
     * @param ready pods that are ready
     * @param leaving pods that are being deleted and still there
     */
    record Standing(int need, int minimum, int wanted, int existing, int ready, int leaving) {}

    /** Exactly so long. */
    record For(Duration length) implements Hold {
        @Override
        public Duration atMost() {
            return length;
        }

        @Override
        public boolean isReached(Standing standing) {
            return false;
        }
    }

    /** Until as many pods are ready as the stage's load needs. */
    record UntilCapacity(Duration atMost) implements Hold {
        @Override
        public boolean isReached(Standing standing) {
            return standing.ready() >= Math.max(standing.minimum(), standing.need());
        }
    }

    /** Until the HPA's minimum of pods is left. */
    record UntilMinimum(Duration atMost) implements Hold {
        @Override
        public boolean isReached(Standing standing) {
            return standing.wanted() == standing.minimum()
                    && standing.existing() == standing.minimum()
                    && standing.ready() == standing.minimum()
                    && standing.leaving() == 0;
        }
    }
}
