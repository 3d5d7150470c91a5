package io.scaleproof.loadtest.export;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What waits to be sent: bounded, so that a server that does not answer for an hour costs some megabytes and no more. */
final class Outbox {
    /** At some 13 a second, an hour's. */
    private static final int AT_MOST = 50_000;

    private final Deque<Sample> waiting = new ArrayDeque<>();
    private long added;
    private long lost;

    /** The oldest go where there is no room. */
    synchronized void add(List<Sample> samples) {
        added += samples.size();
        waiting.addAll(samples);
        while (waiting.size() > AT_MOST) {
            waiting.removeFirst();
            lost++;
        }
    }

    /** The first that wait, so many at most. They stay until they are {@link #sent} or {@link #refused}. */
    synchronized List<Sample> first(int atMost) {
        return waiting.stream().limit(atMost).toList();
    }

    synchronized void sent(List<Sample> samples) {
        remove(samples);
    }

    synchronized void refused(List<Sample> samples) {
        lost += remove(samples);
    }

    /** Of those that were being sent, some may have had to go. */
    private int remove(List<Sample> samples) {
        int removed = 0;
        for (Sample sample : samples) {
            if (sample.equals(waiting.peekFirst())) {
                waiting.removeFirst();
                removed++;
            }
        }
        return removed;
    }

    /** All that there were to send. */
    synchronized long added() {
        return added;
    }

    /** Those that did not arrive: refused, too many, or still waiting. */
    synchronized long missing() {
        return lost + waiting.size();
    }
}
