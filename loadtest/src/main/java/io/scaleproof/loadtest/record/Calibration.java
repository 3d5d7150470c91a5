package io.scaleproof.loadtest.record;

import java.util.Optional;

/**
 * How the first rate was chosen: {@code rate = pods x (fullPodMillicores - idleMillicores) / cpuMillisPerRequest}. What a
 * request really costs is measured during the run, and the rate trimmed (see the need package).
 *
 * @param cpuMillisPerRequest CPU time one request costs its pod, all included, measured on one pod
 * @param idleMillicores what a pod without load uses
 * @param fullPodMillicores usage at which a pod is exactly at the HPA's target: request x target
 * @param pods pods' worth that the plan asks for at most
 * @param rate requests per second chosen
 * @param requestMillis CPU time that such a request asks for
 * @param requests number of requests the measurement rests on
 * @param measuringMillicores what measuring added to what the pods used, at its height over a window of metrics, which the
 *     HPA saw, too; 0 where nothing was sent
 * @param source how the cost was found
 * @param words the same arithmetic in one sentence
 * @param sizedBy what a request adds to the HPA's metric; where that is not CPU, "cpuMillis" and "millicores" above are
 *     thousandths of what the metric counts
 * @param metric name of that metric where it is not CPU
 */
public record Calibration(
        double cpuMillisPerRequest,
        double idleMillicores,
        double fullPodMillicores,
        double pods,
        double rate,
        int requestMillis,
        long requests,
        double measuringMillicores,
        Source source,
        String words,
        SizedBy sizedBy,
        Optional<String> metric) {

    public Calibration {
        sizedBy = sizedBy == null ? SizedBy.CPU : sizedBy;
    }

    /** By CPU. */
    public Calibration(
            double cpuMillisPerRequest,
            double idleMillicores,
            double fullPodMillicores,
            double pods,
            double rate,
            int requestMillis,
            long requests,
            double measuringMillicores,
            Source source,
            String words) {
        this(
                cpuMillisPerRequest,
                idleMillicores,
                fullPodMillicores,
                pods,
                rate,
                requestMillis,
                requests,
                measuringMillicores,
                source,
                words,
                SizedBy.CPU,
                Optional.empty());
    }

    /**
     * What a request that asks for {@code millis} costs: what it asks for and what serving takes beyond that. A request that
     * costs less than it asks for does so in proportion.
     */
    public double costMillis(int millis) {
        return sizedBy == SizedBy.RATE ? cpuMillisPerRequest : costMillis(requestMillis, cpuMillisPerRequest, millis);
    }

    /** The same from the parts: requests that ask for {@code requestMillis} cost {@code cost}. */
    public static double costMillis(int requestMillis, double cost, int millis) {
        double beyond = cost - requestMillis;
        return requestMillis == 0 || beyond >= 0 ? millis + beyond : millis * cost / requestMillis;
    }

    /** Pods' worth of load that measuring was, for some seconds before the run. */
    public double measuringWorth() {
        return measuringMillicores / (fullPodMillicores - idleMillicores);
    }

    /** How the cost of a request was found. */
    public enum Source {
        /** By the CPU counter that the pod keeps of itself. */
        COUNTER,
        /** By the metrics API. */
        METRICS_API,
        /** It was given, or a request says by itself what it burns. */
        DECLARED,
        /** Nothing measures CPU: taken from how long a request takes. */
        LATENCY
    }
}
