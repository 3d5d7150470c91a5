package io.scaleproof.loadtest.load;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Watches whether this process runs, from a platform thread of its own, until it is closed. */
final class StallMeter implements StallSource {
    private final Stalls stalls = new Stalls(System.nanoTime());
    private volatile boolean closed;

    StallMeter() {
        Thread.ofPlatform().daemon().name("stalls").start(this::run);
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(this, Stalls.PERIOD.toNanos());
            stalls.awake(System.nanoTime());
        }
    }

    @Override
    public List<Stall> since(long fromNanos) {
        return stalls.since(fromNanos, System.nanoTime());
    }

    @Override
    public void close() {
        closed = true;
    }
}
