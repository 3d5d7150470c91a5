package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.elasticity.StepCurve;
import java.util.Arrays;

/**
 * How long a load had to wait for capacity, as the contract's clause {@code capacityWithin} has it: for each number of pods,
 * from when the load needs it until so many are ready, or until the load is gone. Needs that are gone for less than five
 * seconds are one.
 */
final class Shortages {
    private static final long NOISE = 5_000;
    private static final long NONE = Long.MIN_VALUE;

    private final StepCurve ready;
    private final long[] since;
    private final long[] until;
    private final long[] reached;
    private long longest;

    private Shortages(StepCurve ready, int most) {
        this.ready = ready;
        this.since = new long[most + 1];
        this.until = new long[most + 1];
        this.reached = new long[most + 1];
        Arrays.fill(since, NONE);
        Arrays.fill(reached, NONE);
    }

    static long longest(StepCurve need, StepCurve ready, long end) {
        int most = 0;
        for (int i = 0; i < need.size(); i++) {
            most = Math.max(most, need.value(i));
        }
        return new Shortages(ready, most).read(need, end);
    }

    private long read(StepCurve need, long end) {
        int r = 0;
        int current = 0;
        for (int i = 0; i < need.size(); i++) {
            long at = need.time(i);
            r = advance(r, at, current);
            int next = need.value(i);
            int there = ready.at(at);
            for (int pods = current + 1; pods <= next; pods++) {
                rise(pods, at, there >= pods);
            }
            for (int pods = current; pods > next; pods--) {
                until[pods] = at;
            }
            current = next;
        }
        advance(r, end, current);
        for (int pods = 1; pods < since.length; pods++) {
            until[pods] = pods <= current ? end : until[pods];
            close(pods);
        }
        return longest;
    }

    /** Pods that became ready up to {@code at}, while {@code current} were needed. */
    private int advance(int from, long at, int current) {
        int r = from;
        while (r < ready.size() && ready.time(r) <= at) {
            for (int pods = 1; pods <= Math.min(ready.value(r), current); pods++) {
                reached[pods] = reached[pods] == NONE && since[pods] != NONE
                        ? Math.max(since[pods], ready.time(r))
                        : reached[pods];
            }
            r++;
        }
        return r;
    }

    private void rise(int pods, long at, boolean there) {
        if (since[pods] != NONE && at - until[pods] < NOISE) {
            return;
        }
        close(pods);
        since[pods] = at;
        reached[pods] = there ? at : NONE;
    }

    private void close(int pods) {
        if (since[pods] != NONE) {
            longest = Math.max(longest, (reached[pods] == NONE ? until[pods] : reached[pods]) - since[pods]);
        }
    }
}
