package io.scaleproof.loadtest.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant BEGIN = Instant.parse("2026-11-27T10:00:00Z");

    private final AtomicReference<Instant> wall = new AtomicReference<>(BEGIN);
    private final AtomicLong nanos = new AtomicLong(5_000_000_000L);
    private final SteadyClock clock = new SteadyClock(wall::get, nanos::get);

    @Test
    void beginsWithTheWallClock() {
        assertThat(clock.instant()).isEqualTo(BEGIN);
    }

    @Test
    void goesOnWithTheMonotonicOneWhereverTheWallClockIsSet() {
        nanos.addAndGet(2_500_000_000L);
        wall.set(BEGIN.plus(Duration.ofHours(1)));
        assertThat(clock.instant()).isEqualTo(BEGIN.plusMillis(2_500));

        nanos.addAndGet(1_000_000_000L);
        wall.set(BEGIN.minus(Duration.ofDays(1)));
        assertThat(clock.instant()).isEqualTo(BEGIN.plusMillis(3_500));
    }
}
