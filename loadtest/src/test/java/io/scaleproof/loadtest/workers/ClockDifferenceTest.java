package io.scaleproof.loadtest.workers;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.workers.ClockDifference.RoundTrip;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockDifferenceTest {
    private static final long THEIRS = 7_000_000_000L;
    private static final long WALL = -3_000;

    @Test
    void theShortestRoundTripSaysMost() {
        ClockDifference known = ClockDifference.of(List.of(
                trip(0, 9_000_000, 1_000_000),
                trip(20_000_000, 400_000, 600_000),
                trip(40_000_000, 1_000_000, 30_000_000)));

        assertThat(known.uncertaintyNanos()).isEqualTo(500_000);
        assertThat(known.nanosAhead()).isEqualTo(THEIRS - 100_000);
        assertThat(known.wallMicrosAhead()).isEqualTo(WALL - 100);
    }

    @Test
    void theErrorIsWithinWhatIsSaidOfIt() {
        for (long there = 0; there <= 10_000_000; there += 1_000_000) {
            ClockDifference known = ClockDifference.of(List.of(trip(0, there, 10_000_000 - there)));

            assertThat(Math.abs(known.nanosAhead() - THEIRS))
                    .as("the error where the way there takes %d ns of 10,000,000", there)
                    .isLessThanOrEqualTo(known.uncertaintyNanos());
        }
    }

    /** One whose way there and back takes so long. */
    private static RoundTrip trip(long asked, long there, long back) {
        return new RoundTrip(
                asked, asked + there + back, asked + there + THEIRS, asked / 1_000, (asked + there) / 1_000 + WALL);
    }
}
