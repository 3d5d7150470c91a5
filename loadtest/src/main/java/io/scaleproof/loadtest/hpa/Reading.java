package io.scaleproof.loadtest.hpa;

import java.util.Map;

/** What the metrics API answered for one of the HPA's metrics. */
public sealed interface Reading {

    /** A value per pod, by the pod's name; pods may be missing. */
    record PerPod(Map<String, Measurement> pods) implements Reading {}

    /** One value for all together, as Object and External metrics have it, in thousandths. */
    record Whole(long milli) implements Reading {}

    /** No answer, and why. */
    record Unavailable(String why) implements Reading {}
}
