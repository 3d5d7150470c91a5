package io.scaleproof.loadtest.policy;

/**
 * The floor: it knows the load beforehand, and has every pod ready when it is needed and not a moment earlier.
 *
 * <p>What is asked for at a time is the most that is needed from then until a pod created then would serve. Less would be
 * missed: a pod that is needed at the end of that time has to be created now, and one that is needed before could not come
 * back if it went. More would be idle. It is asked at every step of the trace, and where the sight ahead changes.
 */
final class ClairvoyantPolicy implements ScalingPolicy {
    private static final long OFTEN = 100;

    private final Circumstances circumstances;
    private final int[] ahead;
    private final long period;

    ClairvoyantPolicy(Circumstances circumstances) {
        this.circumstances = circumstances;
        Demand demand = circumstances.demand();
        this.period = Math.clamp(demand.trace().step().toMillis() / 10, OFTEN, 1_000);
        this.ahead = new int[Math.toIntExact(demand.length() / period + 1)];
        long start = circumstances.podStart().toMillis();
        // The most within a window that moves on: a queue of falling values, each kept as long as it may still count.
        int[] queue = new int[demand.trace().steps()];
        int head = 0;
        int tail = 0;
        int next = 0;
        for (int i = 0; i < ahead.length; i++) {
            // Rounded up to when it is asked again, for what comes in between must be ready, too.
            int last = demand.stepAt(i * period + start + period);
            for (; next <= last; next++) {
                while (tail > head && demand.need(queue[tail - 1]) <= demand.need(next)) {
                    tail--;
                }
                queue[tail++] = next;
            }
            int first = demand.stepAt(i * period);
            while (queue[head] < first) {
                head++;
            }
            ahead[i] = demand.need(queue[head]);
        }
    }

    @Override
    public long phaseMillis() {
        return 0;
    }

    @Override
    public long periodMillis() {
        return period;
    }

    @Override
    public int decide(Sight sight) {
        return circumstances.bounded(ahead[(int) Math.clamp(sight.now() / period, 0, ahead.length - 1L)]);
    }
}
