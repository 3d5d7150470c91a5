package io.scaleproof.loadtest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CounterRateTest {

    @Test
    void betweenScrapesThatReachTheWindowsEndsItIsTheSlope() {
        // 10 a second, scraped every 2 s, of which a window of 6 s that ends at 10.5 has those at 6, 8 and 10.
        assertThat(CounterRate.of(4_500, 10_500, 6_000, 10_000, 3, 60, 100)).isCloseTo(10, within(1e-9));
    }

    @Test
    void aWindowThatBeginsLongBeforeTheFirstScrapeIsFilledByHalfAnIntervalOnly() {
        // Two scrapes 2 s apart; 3.5 s before them nothing is known: 2 + 1 + 0.5 s of 6 count.
        assertThat(CounterRate.of(0, 6_000, 3_500, 5_500, 2, 100, 120)).isCloseTo(10 * 3.5 / 6, within(1e-9));
    }

    @Test
    void noCounterWasEverBelowZero() {
        // It began with 2, which it had for 0.2 s at this slope, and not for the 1.5 s since the window's begin.
        assertThat(CounterRate.of(0, 6_000, 1_500, 5_500, 3, 2, 42)).isCloseTo(10 * (4 + 0.2 + 0.5) / 6, within(1e-9));
    }

    @Test
    void whatDoesNotGrowHasARateOfZero() {
        assertThat(CounterRate.of(0, 6_000, 1_000, 5_000, 3, 7, 7)).isZero();
    }

    @Test
    void anAdapterCutsOffWhatIsLessThanAThousandth() {
        assertThat(CounterRate.milli(0.0509)).isEqualTo(50);
        assertThat(CounterRate.milli(0.3 - 0.1)).isEqualTo(200);
    }
}
