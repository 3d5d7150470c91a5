package io.scaleproof.loadtest.plan;

/** A size of load. */
public sealed interface Level {

    /** As much as {@code pods} pods serve at the HPA's target; 5.5 lands in the middle of what needs 6. */
    record Pods(double pods) implements Level {}

    /** So many requests per second, whatever they need. */
    record Rate(double perSecond) implements Level {}

    /** No load. */
    Level NONE = new Rate(0);
}
