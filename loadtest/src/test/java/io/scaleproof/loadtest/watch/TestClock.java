package io.scaleproof.loadtest.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands until it is told to go on. */
final class TestClock implements InstantSource {
    static final Instant ZERO = Instant.parse("2026-11-24T10:00:00Z");

    private volatile Instant now = ZERO;

    @Override
    public Instant instant() {
        return now;
    }

    void stand(long second) {
        now = ZERO.plusSeconds(second);
    }

    static Instant at(long second) {
        return ZERO.plus(Duration.ofSeconds(second));
    }
}
