package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.record.Calibration;
import io.scaleproof.loadtest.record.SizedBy;

/**
 * What the HPA looks at, and what requests have to do with it.
 *
 * @param by what a request adds to the metric
 * @param requestMillis CPU time that requests ask for of which the next is known
 * @param cpuMillis CPU time that such a request takes
 */
public record Signal(SizedBy by, int requestMillis, double cpuMillis) {
    /** CPU utilization: what a request adds is what it takes. */
    public static final Signal CPU = new Signal(SizedBy.CPU, 1, 1);

    boolean isCpu() {
        return by == SizedBy.CPU;
    }

    /**
     * CPU time that a request takes.
     *
     * @param kind CPU time that it asks for
     * @param adds what it adds to the metric, in thousandths
     */
    double cpuMillis(int kind, double adds) {
        return isCpu() ? adds : Calibration.costMillis(requestMillis, cpuMillis, kind);
    }

    /** How long it is under way where it need not wait, in milliseconds. */
    double aloneMillis(int kind, double adds) {
        return by == SizedBy.IN_FLIGHT ? adds : cpuMillis(kind, adds);
    }
}
