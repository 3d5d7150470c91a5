package io.scaleproof.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.simulate.Paper;
import io.scaleproof.loadtest.trace.SyntheticTrace;
import io.scaleproof.loadtest.trace.Trace;
import io.scaleproof.loadtest.tune.Comparison;
import io.scaleproof.loadtest.tune.Ground;
import io.scaleproof.loadtest.tune.TraceClauses;
import io.scaleproof.loadtest.tune.Tuner;
import io.scaleproof.loadtest.tune.Tuning;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TracePageTest {
    private static final TraceClauses CLAUSES = new TraceClauses(new Contract(
            Optional.empty(),
            Optional.of(Duration.ofSeconds(90)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty()));

    @Test
    void theTuningsPageHasFrontTimelineAndSensitivity() {
        String page = TracePage.of(tuning(), "1");

        assertThat(page)
                .contains("id=\"chart-front\"", "id=\"chart-load\"", "id=\"chart-pods\"")
                .contains("How much each setting matters", "targetCpuUtilization", "What was not varied")
                .contains("pulumi config set", "averageUtilization")
                .contains("accuracy U", "clairvoyant, without noise");
        assertThat(page).as("it loads nothing").doesNotContain("src=\"http", "href=\"http");
    }

    @Test
    void theNameOfATraceCannotBreakOutOfThePage() {
        Trace trace = SyntheticTrace.FLASH_CROWD.trace(1).scaled(0.1);
        Trace evil = new Trace(
                "</script><script>alert(1)</script>",
                trace.begin(),
                trace.step(),
                rates(trace),
                List.of("<b>note</b>"));
        Paper today = Paper.of(Map.of());

        assertThat(TracePage.of(Comparison.of(new Ground(evil, today, 25), CLAUSES), "1"))
                .doesNotContain("<script>alert", "<b>note")
                .contains("&lt;b&gt;note");
    }

    static Tuning tuning() {
        Paper today = Paper.of(Map.of("scalingPreset", "careful"));
        Ground ground = new Ground(SyntheticTrace.FLASH_CROWD.trace(1).scaled(0.15), today, 25);
        return new Tuner(10, 2, 1, 0, Set.of(), Set.of())
                .tune(ground, CLAUSES, Map.of("scalingPreset", "careful"), line -> {});
    }

    private static double[] rates(Trace trace) {
        double[] rates = new double[trace.steps()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = trace.rate(i);
        }
        return rates;
    }
}
