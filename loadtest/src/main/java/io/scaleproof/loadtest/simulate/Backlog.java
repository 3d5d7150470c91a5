package io.scaleproof.loadtest.simulate;

import java.time.Duration;

/** Work that waits because the pods cannot do it at once. In CPU milliseconds; requests are fractions of it. */
final class Backlog {
    private final Model model;
    private double waitingMillis;

    Backlog(Model model) {
        this.model = model;
    }

    /**
     * What became of one tick's work.
     *
     * @param servedMillis CPU time spent on requests
     * @param rejectedMillis CPU time of requests that found the queues full
     * @param waitMillis how long the tick's last request waits
     */
    record Passed(double servedMillis, double rejectedMillis, double waitMillis) {}

    /**
     * Lets {@code tick} pass.
     *
     * @param offeredMillis CPU time of the requests that arrive in it
     * @param serving pods that serve
     */
    Passed pass(double offeredMillis, int serving, Duration tick) {
        return pass(offeredMillis, serving, tick.toMillis() / 1e3);
    }

    /** The same over any time in which neither load nor pods change. */
    Passed pass(double offeredMillis, int serving, double seconds) {
        double perSecond = serving * model.capacity();
        double served = Math.min(waitingMillis + offeredMillis, perSecond * seconds);
        waitingMillis += offeredMillis - served;
        double room = Math.max(1, serving) * model.capacity() * model.queue().toMillis() / 1e3;
        double rejected = Math.max(0, waitingMillis - room);
        waitingMillis -= rejected;
        double wait =
                waitingMillis <= 0 ? 0 : perSecond == 0 ? model.queue().toMillis() : waitingMillis / perSecond * 1e3;
        return new Passed(served, rejected, wait);
    }

    double waitingMillis() {
        return waitingMillis;
    }
}
