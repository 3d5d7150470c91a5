package io.scaleproof.loadtest.record;

/** What kept the HPA from the number of pods that its metrics asked for, or from asking at all. */
public enum Brake {
    /** Nothing: it got what it asked for. */
    NONE,
    /** Use was within the tolerance of the target. */
    TOLERANCE,
    /** Pods without usable metrics, taken as idle or full, would have turned the direction. */
    DIRECTION,
    /** A stabilization window. */
    WINDOW,
    /** A policy of {@code behavior}, or the controller's own doubling without one. */
    POLICY,
    /** {@code maxReplicas}. */
    MAXIMUM,
    /** {@code minReplicas}. */
    MINIMUM,
    /** The direction is disabled. */
    DISABLED,
    /** It had no metrics. */
    BLIND
}
