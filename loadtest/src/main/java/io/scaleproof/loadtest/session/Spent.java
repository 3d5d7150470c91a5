package io.scaleproof.loadtest.session;

import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** CPU that the pods have used since measuring began, as often as their counters were read. */
final class Spent {
    private final NavigableMap<Duration, Double> millis = new TreeMap<>();

    /** Their counters, so long after the first reading. */
    void read(Duration elapsed, double counted) {
        millis.put(elapsed, counted);
    }

    /** How long from the last reading on nothing must be sent for the use since the first to be no more than that. */
    Duration untilBelow(double millicores) {
        double seconds = (millis.lastEntry().getValue() - millis.firstEntry().getValue()) / millicores;
        Duration due = Duration.ofNanos(Math.round(Math.max(0, seconds) * 1e9));
        Duration left = due.minus(millis.lastKey());
        return left.isPositive() ? left : Duration.ZERO;
    }

    /** The most that was used in any time of that length, in thousandths of a core. */
    double heightMillicores(Duration window) {
        double height = 0;
        for (Map.Entry<Duration, Double> end : millis.entrySet()) {
            Map.Entry<Duration, Double> begin = millis.floorEntry(end.getKey().minus(window));
            double before = begin == null ? millis.firstEntry().getValue() : begin.getValue();
            // Between two readings further apart than the window it is what they are apart.
            Duration length = begin == null ? window : end.getKey().minus(begin.getKey());
            height = Math.max(height, (end.getValue() - before) / (length.toNanos() / 1e9));
        }
        return height;
    }
}
