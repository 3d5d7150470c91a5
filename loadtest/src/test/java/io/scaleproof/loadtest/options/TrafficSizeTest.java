package io.scaleproof.loadtest.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.trace.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrafficSizeTest {
    private static final Sizing SIZING = new Sizing(new FullPod(50, 3, 0.1, 0.02), 25, 25.8);

    @Test
    void theHeightNeedsAsManyPodsAsAreAskedFor() {
        Trace sized = TrafficSize.sized(trace(100, 60), SIZING, Optional.of(8), 25.8);

        assertThat(SIZING.pod().worth(sized.peak() * 25.8))
                .isEqualTo(SIZING.pod().worthNeeding(8), within(1e-9));
        assertThat(TrafficSize.sized(trace(100, 60), SIZING, Optional.empty(), 25.8)
                        .peak())
                .as("as it is")
                .isEqualTo(100);
    }

    @Test
    void whatIsLittleToJudgeByIsSaidOrRefused() {
        assertThat(TrafficSize.sized(trace(0.5, 7), SIZING, Optional.empty(), 25.8)
                        .notes())
                .anyMatch(note -> note.startsWith("it is shorter than a day"))
                .anyMatch(note -> note.startsWith("a step has 3.50 requests on average"));
        assertThat(TrafficSize.sized(trace(100, 900), SIZING, Optional.empty(), 25.8)
                        .notes())
                .as("a day of many requests")
                .isEmpty();
        assertThatThrownBy(() -> TrafficSize.sized(trace(1, 1), SIZING, Optional.empty(), 25.8))
                .hasMessageContaining("a trace lasts 100 s, which is too short to judge by");
        assertThatThrownBy(() -> TrafficSize.sized(trace(0, 60), SIZING, Optional.empty(), 25.8))
                .hasMessage("a trace has no request in it");
        assertThatThrownBy(() -> TrafficSize.sized(trace(1, 60), SIZING, Optional.of(0), 25.8))
                .hasMessage("--pods is 0. It is a whole number from 1");
    }

    @Test
    void aRequestCostsWhatIsSaidOrWhatItAsksForAndWhatComesOnTop() {
        assertThat(TrafficSize.cost(SIZING, 25, Optional.of(40.0))).isEqualTo(40);
        assertThat(TrafficSize.cost(SIZING, 25, Optional.empty())).isEqualTo(25.8);
        assertThatThrownBy(() -> TrafficSize.cost(SIZING, 25, Optional.of(0.0)))
                .hasMessage("a request costs 0.0 ms of CPU; that is a number above 0");
    }

    private static Trace trace(double rate, int stepSeconds) {
        double[] rates = new double[100];
        Arrays.fill(rates, rate);
        return new Trace("a trace", Optional.of(Instant.EPOCH), Duration.ofSeconds(stepSeconds), rates, List.of());
    }
}
