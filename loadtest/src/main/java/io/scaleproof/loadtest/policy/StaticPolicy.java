package io.scaleproof.loadtest.policy;

import java.util.stream.IntStream;

/** Always the same number of pods. */
final class StaticPolicy implements ScalingPolicy {
    private static final long SELDOM = 3_600_000;

    private final int pods;

    StaticPolicy(int pods) {
        this.pods = pods;
    }

    /** As many as the load ever needs. */
    static StaticPolicy ofPeak(Circumstances circumstances) {
        Demand demand = circumstances.demand();
        return new StaticPolicy(IntStream.range(0, demand.trace().steps())
                .map(demand::need)
                .max()
                .orElseThrow());
    }

    @Override
    public long phaseMillis() {
        return 0;
    }

    @Override
    public long periodMillis() {
        return SELDOM;
    }

    @Override
    public int decide(Sight sight) {
        return pods;
    }
}
