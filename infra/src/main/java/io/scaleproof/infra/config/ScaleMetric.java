package io.scaleproof.infra.config;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What the autoscaler can look at. */
public enum ScaleMetric {
    CPU("cpu"),
    MEMORY("memory"),
    REQUESTS_IN_FLIGHT("requestsInFlight"),
    REQUEST_RATE("requestRate"),
    LATENCY("latency");

    private final String typed;

    ScaleMetric(String typed) {
        this.typed = typed;
    }

    /** @throws IllegalArgumentException for a metric that there is not, or that is named twice */
    static Set<ScaleMetric> parseSet(String text) {
        Set<ScaleMetric> metrics = EnumSet.noneOf(ScaleMetric.class);
        Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .forEach(name -> Parse.require(metrics.add(Parse.choice(name, ScaleMetric.class)), text));
        return metrics;
    }

    /** As typed. */
    @Override
    public String toString() {
        return typed;
    }
}
