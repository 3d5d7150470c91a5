package io.scaleproof.service.shortcuts;

import io.micronaut.core.util.NativeImageUtils;

/**
 * Micronaut's server makes a Java Flight Recorder event of every request. Loading that event's class starts the
 * recorder's metadata, recording or not: 90 of the 340 CPU milliseconds of a cold start.
 */
public final class FlightRecorder {
    private static final String NATIVE_IMAGE = "org.graalvm.nativeimage.imagecode";

    private FlightRecorder() {}

    /**
     * Makes Micronaut do without. It asks one question, once: are we in a native image, where there is no recorder? The
     * property is cleared again, since others ask for it too.
     */
    public static void leaveAsleep() {
        System.setProperty(NATIVE_IMAGE, "runtime");
        boolean awake = NativeImageUtils.JFR_AVAILABLE;
        System.clearProperty(NATIVE_IMAGE);
        if (awake) {
            throw new IllegalStateException("Micronaut was loaded before the Flight Recorder was left asleep");
        }
    }
}
