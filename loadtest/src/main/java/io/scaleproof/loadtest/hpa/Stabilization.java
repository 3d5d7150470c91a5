package io.scaleproof.loadtest.hpa;

import java.time.Duration;
import java.util.Optional;

/**
 * What remembering past recommendations made of a new one.
 *
 * @param before pods the metrics ask for now
 * @param after pods after the windows
 * @param held what changed it, if anything did
 */
public record Stabilization(int before, int after, Optional<Held> held) {

    /**
     * The window that holds the number, and the recommendation it remembers.
     *
     * @param up whether it is the scale-up window, which applies the lowest recommendation; the scale-down window
     *     applies the highest
     * @param window its length
     * @param recommendation the remembered number
     * @param since when that was recommended
     */
    public record Held(boolean up, Duration window, int recommendation, Duration since) {}
}
