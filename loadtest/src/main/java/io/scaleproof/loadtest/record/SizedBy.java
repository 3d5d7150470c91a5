package io.scaleproof.loadtest.record;

import java.util.Locale;

/** What a request adds to the metric that a load is sized for. A metric's name does not tell; the user does. */
public enum SizedBy {
    /** CPU time, which is measured. */
    CPU,
    /** One for each request a second: the metric counts requests as they come. */
    RATE,
    /** One for as long as a request takes: the metric counts requests under way, by Little's law rate x latency. */
    IN_FLIGHT;

    /** As it is typed, for instance {@code in-flight}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
