package io.scaleproof.loadtest.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.target.ClockSkew.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockSkewTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void clocksThatMayAgreeAreTakenToAgree() {
        assertThat(ClockSkew.ahead(List.of(new Stamp(NOON.plusMillis(700), NOON))))
                .isZero();
    }

    @Test
    void minutesAheadAreFoundToWithinASecond() {
        Stamp stamp = new Stamp(NOON, NOON.plusSeconds(300));
        assertThat(ClockSkew.ahead(List.of(stamp))).isEqualTo(Duration.ofMillis(300_500));
    }

    @Test
    void severalStampsNarrowItDown() {
        // The cluster is 300.25 s ahead: its whole second turns 0.75 s after ours.
        List<Stamp> stamps = List.of(
                new Stamp(NOON.plusMillis(700), NOON.plusSeconds(300)),
                new Stamp(NOON.plusMillis(800), NOON.plusSeconds(301)));
        assertThat(ClockSkew.ahead(stamps)).isEqualTo(Duration.ofMillis(300_250));
    }

    @Test
    void aClockThatIsBehindGivesANegativeLead() {
        assertThat(ClockSkew.ahead(List.of(new Stamp(NOON, NOON.minusSeconds(61)))))
                .isEqualTo(Duration.ofMillis(-60_500));
    }
}
