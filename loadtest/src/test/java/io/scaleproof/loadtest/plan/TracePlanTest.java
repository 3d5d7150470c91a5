package io.scaleproof.loadtest.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.trace.SyntheticTrace;
import io.scaleproof.loadtest.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TracePlanTest {
    private static final Sizing SIZING = new Sizing(new FullPod(50, 3, 0.1, 0.02), 25, 25.8);

    @Test
    void aDayInTwentyFourMinutesIsAPlanOfStraightLines() {
        Trace trace = SyntheticTrace.DIURNAL.trace(1).faster(60);
        Plan plan = TracePlan.of(trace, 8, 25);

        assertThat(plan.atMost()).isCloseTo(Duration.ofMinutes(24), Duration.ofSeconds(6));
        assertThat(plan.stages().size()).as("stages").isBetween(20, 200);
        assertThat(plan.stages().stream()
                        .mapToDouble(stage -> SIZING.worth(stage.to(), 25))
                        .max())
                .as("the height needs eight pods")
                .hasValue(SIZING.pod().worthNeeding(8));
        for (double part = 0.02; part < 1; part += 0.02) {
            double expected = trace.rate((int) (part * trace.steps()))
                    / trace.peak()
                    * SIZING.pod().worthNeeding(8);
            assertThat(worth(plan, Duration.ofMillis((long) (trace.length().toMillis() * part))))
                    .as("worth after %.2f of it", part)
                    .isCloseTo(expected, within(1.0));
        }
    }

    @Test
    void aJumpStaysAJumpAndWhatIsFlatIsOneStage() {
        double[] rates = DoubleStream.concat(
                        DoubleStream.generate(() -> 10).limit(12),
                        DoubleStream.generate(() -> 100).limit(12))
                .toArray();
        Plan plan = TracePlan.of(trace(5, rates), 4, 25);

        assertThat(worth(plan, Duration.ofSeconds(54))).isCloseTo(0.35, within(0.01));
        assertThat(worth(plan, Duration.ofSeconds(62))).isCloseTo(SIZING.pod().worthNeeding(4), within(0.05));
        assertThat(plan.stages()).hasSizeLessThan(6);
    }

    @Test
    void tooLongAndTooShortAreRefusedWithTheSpeedToTry() {
        assertThatThrownBy(() -> TracePlan.of(SyntheticTrace.DIURNAL.trace(1), 8, 25))
                .hasMessage(
                        "diurnal lasts 24 h, which is more than the 6 h that a run may take. Send it faster: --speed 48");
        assertThatThrownBy(() -> TracePlan.of(SyntheticTrace.DIURNAL.trace(1).faster(5_000), 8, 25))
                .hasMessageContaining("too short to judge by");
        assertThatThrownBy(() -> TracePlan.of(trace(60, 0, 0, 0), 8, 25)).hasMessage("a trace has no request in it");
        assertThatThrownBy(() -> TracePlan.of(trace(60, 1, 2, 3), 1, 25)).hasMessageContaining("Give --pods 2 or more");
    }

    private static double worth(Plan plan, Duration at) {
        Duration begin = Duration.ZERO;
        for (Stage stage : plan.stages()) {
            Duration end = begin.plus(stage.hold().atMost());
            if (end.compareTo(at) > 0) {
                double part = (double) at.minus(begin).toMillis()
                        / stage.hold().atMost().toMillis();
                double from = SIZING.worth(stage.from(), 25);
                return from + part * (SIZING.worth(stage.to(), 25) - from);
            }
            begin = end;
        }
        throw new AssertionError("the plan ends before " + at);
    }

    private static Trace trace(int seconds, double... rates) {
        return new Trace("a trace", Optional.empty(), Duration.ofSeconds(seconds), rates, List.of());
    }
}
