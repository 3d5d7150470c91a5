package io.scaleproof.loadtest.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatenessTest {

    @Test
    void aScheduleThatWasKeptNeedsNoWords() {
        assertThat(words(second(40, 0, 0, 0), second(41, 50, 0, 0))).isEmpty();
    }

    @Test
    void lateSecondsAreNamedTogetherWithTheWorst() {
        assertThat(words(second(40, 1, 0, 0), second(41, 60, 0, 0), second(42, 320, 0, 0), second(43, 51, 0, 0)))
                .isEqualTo("late by up to 320 ms from 41 s to 44 s");
    }

    @Test
    void aSecondWithoutRequestsDoesNotPartThemButASoundOneDoes() {
        assertThat(words(second(41, 60, 0, 0), second(43, 70, 0, 0), second(44, 0, 0, 0), second(45, 80, 0, 0)))
                .isEqualTo("late by up to 70 ms from 41 s to 44 s; late by up to 80 ms from 45 s to 46 s");
    }

    @Test
    void lostRequestsAreNamedByHowTheyWereLost() {
        assertThat(words(second(41, 3_200, 0, 2), second(42, 0, 1, 0)))
                .isEqualTo(
                        "late by up to 3200 ms, 1 request could not leave, 2 requests cut off by a standstill from 41 s to 43 s");
        assertThat(words(second(41, 0, 1_500, 0))).isEqualTo("1,500 requests could not leave from 41 s to 42 s");
    }

    @Test
    void manyTimesAreCounted() {
        assertThat(words(
                        second(1, 60, 0, 0),
                        second(2, 0, 0, 0),
                        second(3, 60, 0, 0),
                        second(4, 0, 0, 0),
                        second(5, 60, 0, 0),
                        second(6, 0, 0, 0),
                        second(7, 60, 0, 0),
                        second(8, 0, 0, 0),
                        second(9, 60, 0, 0)))
                .endsWith("late by up to 60 ms from 5 s to 6 s; and 2 times more");
    }

    private static String words(SecondSample... seconds) {
        return Lateness.words(List.of(seconds), 50).orElse("");
    }

    private static SecondSample second(long at, double late, long notSent, long spoilt) {
        return new SecondSample(
                Duration.ofSeconds(at), "surge", 10, 10, 0, 0, LatencySummary.NONE, late, notSent, spoilt);
    }
}
