package io.scaleproof.loadtest.record;

/**
 * How the rate was chosen so that it needs a known number of pods on any machine: {@code rate = (pods x
 * fullPodMillicores - idle) / cpuMillisPerRequest}, see the plan package for the derivation.
 *
 * @param cpuMillisPerRequest CPU time one request costs its pod, all included, measured on one pod
 * @param idleMillicores what a pod without load uses
 * @param fullPodMillicores usage at which a pod is exactly at the HPA's target: request x target
 * @param pods pods the load should need, n - 0.5 so that noise does not flip the answer
 * @param rate requests per second chosen
 * @param requests number of requests the measurement rests on
 * @param words the same arithmetic in one sentence
 */
public record Calibration(
        double cpuMillisPerRequest,
        double idleMillicores,
        double fullPodMillicores,
        double pods,
        double rate,
        long requests,
        String words) {}
