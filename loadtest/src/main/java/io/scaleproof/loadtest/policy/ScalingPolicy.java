package io.scaleproof.loadtest.policy;

import io.scaleproof.loadtest.hpa.EqualPods;

/** Chooses how many pods there shall be. Keeps what it remembers to itself: one object a run. */
public interface ScalingPolicy {
    /** When it is asked for the first time at or after the trace's zero, in milliseconds. */
    long phaseMillis();

    /** How often it is asked, in milliseconds. */
    long periodMillis();

    /** The number of pods from now on. */
    int decide(Sight sight);

    /** What it can see. */
    interface Sight {
        /** Milliseconds since the trace's zero; below that, the trace's first rate is sent. */
        long now();

        /** Pods asked for. */
        int wanted();

        /** Pods that serve. */
        int ready();

        /** Counts the pods by how their metrics are treated. */
        void count(EqualPods into);
    }
}
