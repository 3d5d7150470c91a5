package io.scaleproof.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class StallMeterTest {
    private static final Duration HANGS_AFTER = Duration.ofSeconds(60);

    /** Were its thread not woken, it would be overdue for good. */
    @Test
    void aProcessThatRunsIsSeenToRun() {
        long start = System.nanoTime();
        try (StallMeter meter = new StallMeter()) {
            Awaitility.await()
                    .atMost(HANGS_AFTER)
                    .until(() ->
                            System.nanoTime() - start > Duration.ofMillis(100).toNanos()
                                    && meter.since(System.nanoTime()).isEmpty());
        }
    }

    @Test
    void itsThreadEndsWithIt() {
        new StallMeter().close();
        Awaitility.await()
                .atMost(HANGS_AFTER)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .noneMatch(thread -> thread.getName().equals("stalls")));
    }
}
