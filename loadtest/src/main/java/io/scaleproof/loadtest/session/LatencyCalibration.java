package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.record.Calibration.Source;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.time.Duration;
import java.util.Arrays;

/** Measures how long a request is under way where nothing else is: with the rate, that is how many are at a time. */
final class LatencyCalibration {
    private static final int WARM_UP = 7;
    private static final int MEASURED = 15;
    private static final Duration GAP = Duration.ofMillis(200);
    /** Of the HPA's target, or measuring would be a load that it scales on. */
    private static final double PART_OF_TARGET = 0.5;
    /** However low the target is, it has to come to an end. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(2);

    private final Sender sender;
    private final int measured;

    private final double target;

    /**
     * @param period after so many requests all kinds of them had their turn
     * @param target requests under way that the HPA lets a pod have
     */
    LatencyCalibration(Sender sender, int period, double target) {
        this.sender = sender;
        this.target = target;
        this.measured = Math.ceilDiv(MEASURED, period) * period;
    }

    /** The mean, which is what Little's law takes; the first requests to a service that was idle are left out. */
    Cost measure() throws CouldNotRun, InterruptedException {
        double[] millis = new double[WARM_UP + measured];
        double seconds = 0;
        for (int i = 0; i < millis.length; i++) {
            millis[i] = sender.send().toNanos() / 1e6;
            Duration gap = gap(millis[i]);
            seconds += millis[i] / 1e3 + gap.toMillis() / 1e3;
            sender.pause(gap);
        }
        double mean = Arrays.stream(millis).skip(WARM_UP).average().orElseThrow();
        return new Cost(mean, 0, measured, mean * millis.length / seconds, Source.LATENCY);
    }

    /** So long that a request of so many milliseconds, again and again, stays below the target by Little's law. */
    private Duration gap(double requestMillis) {
        long needed = Math.round(requestMillis / (target * PART_OF_TARGET) - requestMillis);
        return Duration.ofMillis(Math.clamp(needed, GAP.toMillis(), LONGEST_GAP.toMillis()));
    }
}
