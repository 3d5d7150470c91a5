package io.scaleproof.loadtest.hpa;

/**
 * What the controller sees of pods that all request the same, counted instead of listed: enough for a CPU utilization, and
 * a thousand times less work. What belongs where is told at {@link PodGroups}. Kept and filled anew at every sync.
 */
public final class EqualPods {
    private final ControllerFlags flags;
    private final long requestMilli;
    private int counted;
    private long used;
    private int unready;
    private int missing;

    /** @param requestMilli what each requests, in thousandths */
    public EqualPods(long requestMilli, ControllerFlags flags) {
        this.requestMilli = requestMilli;
        this.flags = flags;
    }

    /** Forgets all. */
    public void clear() {
        counted = 0;
        used = 0;
        unready = 0;
        missing = 0;
    }

    /** Adds pods that are pending. */
    public void addPending(int pods) {
        unready += pods;
    }

    /** Adds pods that run and have no measurement yet. */
    public void addUnmeasured(int pods) {
        missing += pods;
    }

    /**
     * Adds pods that run and have been measured. Times in milliseconds.
     *
     * @param milli usage of each, in thousandths
     * @param measured when, and over a window how long
     * @param ready whether they are ready, and since when that has been so
     */
    public void add(
            int pods, long milli, long measured, long window, boolean ready, long since, long started, long now) {
        boolean young = started + flags.cpuInitialization().toMillis() > now;
        boolean saysNothingYet = young
                ? !ready || measured < since + window
                : !ready && started + flags.initialReadinessDelay().toMillis() > since;
        if (saysNothingYet) {
            unready += pods;
        } else {
            counted += pods;
            used += pods * milli;
        }
    }

    /**
     * The number of pods that a utilization asks for, or -1 where it cannot be computed: the arithmetic of {@link
     * PodsMetric}.
     */
    int propose(long targetPercent, int wanted, Tolerances tolerances) {
        if (counted + missing + unready == 0 || counted == 0) {
            return -1;
        }
        double ratio = ratio(used, counted, targetPercent);
        boolean upWithUnready = unready > 0 && ratio > 1.0;
        if (!upWithUnready && missing == 0) {
            return tolerances.contain(ratio) ? wanted : PodsMetric.ceil(ratio * counted);
        }
        long all = used;
        int pods = counted;
        if (ratio < 1.0) {
            all += missing * (requestMilli * Math.max(100, targetPercent) / 100);
            pods += missing;
        } else if (ratio > 1.0) {
            pods += missing;
        }
        pods += upWithUnready ? unready : 0;
        double adjusted = ratio(all, pods, targetPercent);
        if (tolerances.contain(adjusted)) {
            return wanted;
        }
        int replicas = PodsMetric.ceil(adjusted * pods);
        boolean ratioTurns = (ratio < 1.0 && adjusted > 1.0) || (ratio > 1.0 && adjusted < 1.0);
        boolean numberTurns = (adjusted < 1.0 && replicas > wanted) || (adjusted > 1.0 && replicas < wanted);
        return ratioTurns || numberTurns ? wanted : replicas;
    }

    private double ratio(long milli, int pods, long targetPercent) {
        int percent = (int) (milli * 100 / (pods * requestMilli));
        return (double) percent / targetPercent;
    }
}
