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

    private final Sender sender;
    private final int measured;

    /** @param period after so many requests all kinds of them had their turn */
    LatencyCalibration(Sender sender, int period) {
        this.sender = sender;
        this.measured = Math.ceilDiv(MEASURED, period) * period;
    }

    /** The mean, which is what Little's law takes; the first requests to a service that was idle are left out. */
    Cost measure() throws CouldNotRun, InterruptedException {
        double[] millis = new double[WARM_UP + measured];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = sender.send().toNanos() / 1e6;
            sender.pause(GAP);
        }
        double mean = Arrays.stream(millis).skip(WARM_UP).average().orElseThrow();
        double seconds = Arrays.stream(millis).sum() / 1e3
                + GAP.multipliedBy(millis.length).toMillis() / 1e3;
        return new Cost(mean, 0, measured, mean * millis.length / seconds, Source.LATENCY);
    }
}
