package io.scaleproof.loadtest.plan;

/** A size of load. */
public sealed interface Level {

    /** As much as the HPA needs exactly {@code pods} pods for, half-way between needing one fewer and one more. */
    record Needing(int pods) implements Level {}

    /** As much as {@code pods} pods serve at exactly the HPA's target. */
    record Pods(double pods) implements Level {}

    /** So many requests per second, whatever they need. */
    record Rate(double perSecond) implements Level {}

    /** No load. */
    Level NONE = new Rate(0);
}
