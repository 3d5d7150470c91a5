package io.scaleproof.loadtest.elasticity;

import io.scaleproof.loadtest.record.Yardsticks;
import java.time.Duration;
import java.util.TreeSet;

/** What a need costs at the least, and what it costs without an autoscaler. */
final class Floor {
    private static final double HOUR = 3_600_000;

    private final StepCurve need;
    private final long start;
    private final long end;
    private final long from;
    private final long to;

    /**
     * @param start from a pod's creation until it serves
     * @param end from its deletion until it takes up no room
     */
    Floor(StepCurve need, Duration start, Duration end, long from, long to) {
        this.need = need;
        this.start = start.toMillis();
        this.end = end.toMillis();
        this.from = from;
        this.to = to;
    }

    Yardsticks yardsticks() {
        return new Yardsticks(clairvoyant() / HOUR, (double) height(from, to - 1) * (to - from) / HOUR);
    }

    /**
     * At each time it has the pods that are needed from then until a pod created then would serve: fewer would be missed, more
     * would be idle. What it deletes stays for a pod's end.
     */
    private double clairvoyant() {
        TreeSet<Long> changes = new TreeSet<>();
        changes.add(from);
        for (int i = 0; i < need.size(); i++) {
            changes.add(need.time(i));
            changes.add(need.time(i) - start);
        }
        double pods = 0;
        int before = 0;
        for (long at : changes.subSet(from, to)) {
            Long next = changes.higher(at);
            long until = next == null ? to : Math.min(next, to);
            int now = height(at, at + start);
            pods += (double) now * (until - at);
            if (now < before) {
                pods += (double) (before - now) * Math.min(end, to - at);
            }
            before = now;
        }
        return pods;
    }

    private int height(long begin, long last) {
        int height = 0;
        for (int i = need.indexAt(begin); i < need.size() && (need.time(i) <= last || height == 0); i++) {
            height = Math.max(height, need.value(i));
        }
        return height;
    }
}
