package io.scaleproof.loadtest.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceTest {
    private static final Trace TRACE =
            new Trace("a trace", Optional.empty(), Duration.ofSeconds(10), new double[] {1, 3, 5, 7, 9}, List.of());

    @Test
    void countsItsRequests() {
        assertThat(TRACE.requests()).isEqualTo(250, within(1e-9));
        assertThat(TRACE.words())
                .isEqualTo("a trace: 50 s in steps of 10 s, 250 requests, 5/s on average, 9/s at most");
    }

    @Test
    void averagedStepsHaveTheMeanOfTheirRates() {
        Trace averaged = TRACE.averaged(2);

        assertThat(averaged.steps())
                .as("a half of a step at the end is left out")
                .isEqualTo(2);
        assertThat(averaged.rate(0)).isEqualTo(2);
        assertThat(averaged.rate(1)).isEqualTo(6);
        assertThatThrownBy(() -> TRACE.averaged(6)).hasMessageContaining("does not fill one step of 60 s");
    }

    @Test
    void fasterMeansTheSameRatesInLessTime() {
        assertThat(TRACE.faster(10).length()).isEqualTo(Duration.ofSeconds(5));
        assertThat(TRACE.faster(10).peak()).isEqualTo(9);
        assertThat(TRACE.scaled(2).peak()).isEqualTo(18);
    }

    @Test
    void aRateThatIsNoRateIsRefused() {
        assertThatThrownBy(() ->
                        new Trace("a trace", Optional.empty(), Duration.ofSeconds(1), new double[] {1, -1}, List.of()))
                .hasMessage("a trace, step 2: a rate is a number from 0 up, and this is -1.0");
    }

    @Test
    void aShapeIsTheSameForTheSameSeedAndSaysThatItIsInvented() {
        for (SyntheticTrace shape : SyntheticTrace.values()) {
            Trace one = shape.trace(7);

            assertThat(one.rate(99))
                    .isEqualTo(shape.trace(7).rate(99))
                    .isNotEqualTo(shape.trace(8).rate(99));
            assertThat(one.peak()).as(shape.label()).isBetween(80.0, 130.0);
            assertThat(one.notes().getFirst()).contains("invented");
            assertThat(SyntheticTrace.named(shape.label())).contains(shape);
        }
    }

    @Test
    void aDayIsQuietAtFourAndFullInTheEvening() {
        Trace day = SyntheticTrace.DIURNAL.trace(1);

        assertThat(at(day, 4)).isLessThan(25);
        assertThat(at(day, 20)).isGreaterThan(80);
        assertThat(at(SyntheticTrace.WEEKEND.trace(1), 5 * 24 + 22))
                .as("Saturday evening has two fifths of a working day's")
                .isBetween(30.0, 50.0);
    }

    private static double at(Trace trace, int hour) {
        return trace.rate(
                (int) (Duration.ofHours(hour).toSeconds() / trace.step().toSeconds()));
    }
}
