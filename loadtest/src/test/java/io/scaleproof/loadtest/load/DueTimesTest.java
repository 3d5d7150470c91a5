package io.scaleproof.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DueTimesTest {
    private static final long START = 7_000_000_000L;

    private final DueTimes times = new DueTimes(FireTimes.constant(10), START);

    @Test
    void withoutAChangeTheyAreTheStages() {
        assertThat(takeUntil(300)).containsExactly(0L, 100L, 200L);
    }

    @Test
    void theNewRateBeginsOneOfItsIntervalsAfterTheLastRequestOfTheOld() {
        assertThat(takeUntil(250)).containsExactly(0L, 100L, 200L);
        change(250, 20);
        assertThat(takeUntil(360)).containsExactly(250L, 300L, 350L);
        change(360, 5);
        assertThat(takeUntil(1_000)).containsExactly(550L, 750L, 950L);
    }

    @Test
    void aMuchHigherRateBeginsAtTheChangeAndNotInThePast() {
        takeUntil(190);
        change(190, 100);
        assertThat(takeUntil(215)).containsExactly(190L, 200L, 210L);
    }

    @Test
    void aChangeForATimeThatIsOverHoldsFromTheNextRequestOn() {
        takeUntil(950);
        change(300, 5);
        assertThat(takeUntil(1_400)).containsExactly(1_100L, 1_300L);
    }

    @Test
    void aRateOfZeroSendsNothingUntilTheNextChange() {
        takeUntil(250);
        change(250, 0);
        assertThat(times.next()).isEqualTo(FireTimes.NEVER);
        change(5_000, 10);
        assertThat(takeUntil(5_150)).containsExactly(5_000L, 5_100L);
    }

    @Test
    void aStageThatSentNothingYetBeginsAnIntervalAfterTheChange() {
        change(0, 10);
        assertThat(takeUntil(250)).containsExactly(100L, 200L);
    }

    /** As the load is trimmed: every five seconds, by a little. A change that sent one at once would be 20 too many. */
    @Test
    void manyChangesSendTheAreaUnderTheRates() {
        double area = 0;
        List<Long> due = new ArrayList<>();
        for (int trim = 1; trim <= 20; trim++) {
            due.addAll(takeUntil(trim * 5_000L));
            double rate = 10 * (1 + 0.05 * Math.sin(trim));
            change(trim * 5_000L, rate);
            area += trim < 20 ? 5 * rate : 50;
        }
        assertThat((double) due.size()).isCloseTo(area, within(2.0));
        for (int i = 1; i < due.size(); i++) {
            assertThat(due.get(i) - due.get(i - 1)).isBetween(94L, 107L);
        }
    }

    private void change(long atMillis, double perSecond) {
        times.change(START + Duration.ofMillis(atMillis).toNanos(), FireTimes.following(perSecond));
    }

    /** In milliseconds after the start. */
    private List<Long> takeUntil(long millis) {
        List<Long> taken = new ArrayList<>();
        for (long at = (times.next() - START) / 1_000_000; at < millis; at = (times.next() - START) / 1_000_000) {
            taken.add(at);
            times.take();
        }
        return taken;
    }
}
