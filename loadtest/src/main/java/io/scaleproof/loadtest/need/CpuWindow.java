package io.scaleproof.loadtest.need;

import java.time.Duration;

/**
 * CPU that all pods together used in a time in which every pod that served was measured, and none started or stopped.
 *
 * @param from its begin
 * @param to its end
 * @param cpuMillis CPU time used
 * @param pods pods that used it
 * @param young whether one of them had not been ready for long
 * @param early how much earlier than {@code from} and {@code to} the true window may lie
 * @param late how much later
 * @param part the measurement's own error, as a fraction
 */
record CpuWindow(
        Duration from,
        Duration to,
        double cpuMillis,
        int pods,
        boolean young,
        Duration early,
        Duration late,
        double part) {

    double seconds() {
        return to.minus(from).toNanos() / 1e9;
    }

    double podSeconds() {
        return pods * seconds();
    }
}
