package io.scaleproof.loadtest.plan;

/** A size of load. */
public sealed interface Level {

    /** As much as the HPA needs exactly {@code pods} pods for, half-way between needing one fewer and one more. */
    record Needing(int pods) implements Level {}

    /** As much as {@code pods} pods serve at exactly the HPA's target. */
    record Pods(double pods) implements Level {}

    /** So many requests per second, but no more than {@code pods} pods' worth. */
    record AtMost(double perSecond, double pods) implements Level {}

    /** So many requests per second, which need {@code pods} pods by the word of whoever wrote the plan. */
    record Declared(double perSecond, int pods) implements Level {}
}
