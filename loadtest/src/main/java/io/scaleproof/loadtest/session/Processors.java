package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.record.WatchHealth.Starved;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When all of a machine's processors were busy, from looks a second apart. What lasts for less than three seconds is none:
 * a few pods that start together are as busy, and that is the stack's own doing.
 */
final class Processors {
    /** Of all processors together. */
    private static final double ALL = 0.95;

    private static final Duration LEAST = Duration.ofSeconds(3);

    private final List<Starved> times = new ArrayList<>();
    private Duration last = Duration.ZERO;
    private boolean wasBusy;

    /** @param load of the time since the last look, as a fraction of all processors; negative if it is not known */
    synchronized void look(Duration now, double load) {
        boolean busy = load >= ALL;
        if (busy && wasBusy) {
            times.set(times.size() - 1, new Starved(times.getLast().from(), now));
        } else if (busy) {
            times.add(new Starved(last, now));
        }
        wasBusy = busy;
        last = now;
    }

    synchronized List<Starved> starved() {
        return times.stream()
                .filter(time -> time.to().minus(time.from()).compareTo(LEAST) >= 0)
                .toList();
    }
}
