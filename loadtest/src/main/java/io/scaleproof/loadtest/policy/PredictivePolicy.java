package io.scaleproof.loadtest.policy;

/**
 * Scales to what is forecast: rates by the minute go into Holt-Winters with a season of a day, and asked for is what the
 * highest forecast needs from now until a new pod would serve and five minutes on, so that pods do not go shortly before they
 * are needed. To forecasts their usual error is added. Never below what the last half minute needed. It is asked as often as
 * the HPA, and sees rates at once.
 */
final class PredictivePolicy implements ScalingPolicy {
    private static final long BUCKET = 60_000;
    private static final int DAY = 1_440;
    private static final long RECENT = 30_000;
    private static final int KEPT = 5;
    /** A mean absolute error of normal noise is 0.8 standard deviations: this is about 1.6 of them. */
    private static final double ERRORS = 2;

    private final Circumstances circumstances;
    private final HoltWinters past = new HoltWinters(DAY);
    private long nextBucket = BUCKET;

    PredictivePolicy(Circumstances circumstances) {
        this.circumstances = circumstances;
    }

    @Override
    public long phaseMillis() {
        return circumstances.syncPhase().toMillis();
    }

    @Override
    public long periodMillis() {
        return circumstances.controller().syncPeriod().toMillis();
    }

    @Override
    public int decide(Sight sight) {
        long now = sight.now();
        Demand demand = circumstances.demand();
        for (; nextBucket <= now; nextBucket += BUCKET) {
            past.add(demand.meanRate(nextBucket, BUCKET));
        }
        double rate = demand.meanRate(now, RECENT);
        if (nextBucket > BUCKET) {
            int start = (int) Math.ceilDiv(circumstances.podStart().toMillis(), BUCKET);
            for (int steps = 1; steps <= start + KEPT; steps++) {
                rate = Math.max(rate, past.forecast(steps) + ERRORS * past.meanError());
            }
        }
        return circumstances.bounded(
                circumstances.pod().enough(circumstances.pod().worth(rate * circumstances.costMillis())));
    }
}
