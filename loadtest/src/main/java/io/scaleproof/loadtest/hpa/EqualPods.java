package io.scaleproof.loadtest.hpa;

/**
 * What the controller sees of pods that all request the same, counted instead of listed: enough for a CPU utilization or a
 * mean of requests, and a thousand times less work. What belongs where is told at {@link PodGroups}. Kept and filled anew at every sync.
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
     * Adds pods whose requests are known: they count, whatever their age.
     *
     * @param milli of each, in thousandths
     */
    public void add(int pods, long milli) {
        counted += pods;
        used += pods * milli;
    }

    /**
     * The number of pods that a metric asks for, or -1 where it cannot be computed: the arithmetic of {@link PodsMetric}.
     *
     * @param target percent for a utilization, else thousandths
     */
    int propose(boolean utilization, long target, int wanted, Tolerances tolerances) {
        if (counted + missing + unready == 0 || counted == 0) {
            return -1;
        }
        double ratio = ratio(utilization, used, counted, target);
        boolean upWithUnready = unready > 0 && ratio > 1.0;
        if (!upWithUnready && missing == 0) {
            return tolerances.contain(ratio) ? wanted : PodsMetric.ceil(ratio * counted);
        }
        long all = used;
        int pods = counted;
        if (ratio < 1.0) {
            all += missing * (utilization ? requestMilli * Math.max(100, target) / 100 : target);
            pods += missing;
        } else if (ratio > 1.0) {
            pods += missing;
        }
        pods += upWithUnready ? unready : 0;
        double adjusted = ratio(utilization, all, pods, target);
        if (tolerances.contain(adjusted)) {
            return wanted;
        }
        int replicas = PodsMetric.ceil(adjusted * pods);
        boolean ratioTurns = (ratio < 1.0 && adjusted > 1.0) || (ratio > 1.0 && adjusted < 1.0);
        boolean numberTurns = (adjusted < 1.0 && replicas > wanted) || (adjusted > 1.0 && replicas < wanted);
        return ratioTurns || numberTurns ? wanted : replicas;
    }

    private double ratio(boolean utilization, long milli, int pods, long target) {
        long shown = utilization ? (int) (milli * 100 / (pods * requestMilli)) : milli / pods;
        return (double) shown / target;
    }
}
