package io.scaleproof.service.load;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What it costs to serve a request beyond what is burned for it: reading, routing, answering, and compiling the code that
 * does so. In a young JVM that is up to 3 ms, which would make a request for 25 ms look like 28 to an autoscaler. So it
 * is measured, as all CPU of the process that was not burned, and left out of what the following requests burn.
 *
 * <p>The kernel counts a process's time in steps of 10 ms, so a burn makes up for only a part of what is owed: one request
 * is off by less than a millisecond, and a hundred are exact.
 */
final class ServingCost {
    private static final int PARTS = 16;
    /** What a process uses in a longer pause is not for requests. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LongSupplier clock;
    private final LongSupplier otherCpu;
    private final LongSupplier answered;
    private long lastLook;
    private long lastOtherCpu;
    private long lastAnswered;
    private long owed;

    /**
     * @param clock nanoseconds
     * @param otherCpu CPU nanoseconds that the process has used for anything but burning
     * @param answered requests of all kinds answered so far
     */
    ServingCost(LongSupplier clock, LongSupplier otherCpu, LongSupplier answered) {
        this.clock = clock;
        this.otherCpu = otherCpu;
        this.answered = answered;
        lastLook = clock.getAsLong() - PAUSE.toNanos();
    }

    /** How much of {@code asked}, at most half, serving costs already and need not be burned. */
    synchronized Duration within(Duration asked) {
        look();
        // No more than can be made up for: requests that cost less than serving them leave no debt to others.
        owed = Math.min(owed, asked.toNanos() / 2 * PARTS);
        long taken = Math.max(0, owed / PARTS);
        owed -= taken;
        return Duration.ofNanos(taken);
    }

    private void look() {
        long now = clock.getAsLong();
        long cpu = otherCpu.getAsLong();
        long requests = answered.getAsLong();
        if (now - lastLook < PAUSE.toNanos()) {
            // Probes and scrapes cost, too; this request answers for its own part only.
            owed += (cpu - lastOtherCpu) / Math.max(1, requests - lastAnswered);
        }
        lastLook = now;
        lastOtherCpu = cpu;
        lastAnswered = requests;
    }
}
