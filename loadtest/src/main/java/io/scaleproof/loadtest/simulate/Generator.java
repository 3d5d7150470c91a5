package io.scaleproof.loadtest.simulate;

import java.time.Duration;

/** The load generator: sends what is due at once, or, where it stands still, as soon as it goes on. */
final class Generator {
    private final Weather weather;
    private double heldUp;

    Generator(Weather weather) {
        this.weather = weather;
    }

    /**
     * What left in one tick.
     *
     * @param requests that left, late ones included
     * @param heldUp those that are due and have not left
     * @param lateMillis how late those leave that became due in this tick
     */
    record Sent(double requests, double heldUp, double lateMillis) {}

    /** Lets {@code tick} pass, in which {@code due} requests become due. */
    Sent pass(Duration now, Duration tick, double due) {
        Duration leaves = now;
        while (weather.stallsGenerator(leaves)) {
            leaves = leaves.plus(tick);
        }
        boolean stands = leaves.compareTo(now) > 0;
        double leaving = stands ? 0 : heldUp + due;
        heldUp = stands ? heldUp + due : 0;
        return new Sent(leaving, heldUp, leaves.minus(now).toMillis());
    }
}
