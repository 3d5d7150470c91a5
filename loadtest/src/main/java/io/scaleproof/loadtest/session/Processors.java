package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.record.WatchHealth.Starved;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When a machine's processors were busy, all of them or with something else, from looks a second apart. What lasts for less than
 * three seconds is none: a few pods that start together are as busy, and that is the stack's own doing.
 */
final class Processors {
    /** Of all processors together. */
    private static final double ALL = 0.95;
    /** Of all processors together, beyond what the load test and the pods use: with two, more than half a one. */
    private static final double SOMETHING_ELSE = 0.3;

    private static final Duration LEAST = Duration.ofSeconds(3);

    private final Times full = new Times();
    private final Times disturbed = new Times();
    private Duration last = Duration.ZERO;

    /**
     * @param load of the time since the last look, as a fraction of all processors; negative if it is not known
     * @param ours what of it is the load test's and the pods'
     */
    synchronized void look(Duration now, double load, double ours) {
        full.look(last, now, load >= ALL);
        disturbed.look(last, now, load - ours >= SOMETHING_ELSE);
        last = now;
    }

    synchronized List<Starved> starved() {
        return full.longEnough();
    }

    synchronized List<Starved> disturbed() {
        return disturbed.longEnough();
    }

    /** Times in which something was so, as one where it went on. */
    private static final class Times {
        private final List<Starved> times = new ArrayList<>();
        private boolean goesOn;

        void look(Duration last, Duration now, boolean isSo) {
            if (isSo && goesOn) {
                times.set(times.size() - 1, new Starved(times.getLast().from(), now));
            } else if (isSo) {
                times.add(new Starved(last, now));
            }
            goesOn = isSo;
        }

        List<Starved> longEnough() {
            return times.stream()
                    .filter(time -> time.to().minus(time.from()).compareTo(LEAST) >= 0)
                    .toList();
        }
    }
}
