package io.scaleproof.loadtest.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.hpa.Behavior;
import io.scaleproof.loadtest.plan.BuiltInPlan;
import io.scaleproof.loadtest.plan.Level;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.record.Calibration;
import io.scaleproof.loadtest.record.Calibration.Source;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.SizedBy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Six pods are needed at 5.75 pods' worth, half-way between what five are left alone with (5.5) and six. */
class CalibratedTest {
    private static final Metric METRIC = new Metric("Pods", "http_requests", "AverageValue", 10);
    private static final HpaSettings SETTINGS =
            new HpaSettings("hpa", 1, 10, List.of(METRIC), Behavior.NONE_UP, Behavior.NONE_DOWN);
    private static final Plan PLAN = BuiltInPlan.SURGE.plan(6, new BuiltInPlan.Requests(25, 1));

    @Test
    void ofAMetricThatCountsRequestsAPodTakesItsTarget() {
        Calibrated calibrated = Calibrated.byRate(PLAN, SETTINGS, METRIC, 25);

        assertThat(calibrated.sizing().rate(new Level.Needing(6), 25)).isCloseTo(57.5, within(0.01));
        assertThat(calibrated.sizing().enough(new Level.Needing(6), 25)).isEqualTo(6);
        Calibration record = calibrated.record().orElseThrow();
        assertThat(record.sizedBy()).isEqualTo(SizedBy.RATE);
        assertThat(record.metric()).contains("http_requests");
        assertThat(record.words())
                .isEqualTo("each request a second is one of http_requests, whose target is 10 a pod:"
                        + " 57.5 requests/s are worth 5.75 pods and need 6");
    }

    @Test
    void aLightRequestCountsForAsMuchAsAnyOther() {
        Calibrated calibrated = Calibrated.byRate(PLAN, SETTINGS, METRIC, 25);

        assertThat(calibrated.sizing().rate(new Level.Pods(1), 1)).isCloseTo(10, within(0.01));
        assertThat(calibrated.record().orElseThrow().costMillis(1)).isEqualTo(1_000);
    }

    /** Little's law: 115 a second of 50 ms each are 5.75 at a time. */
    @Test
    void ofAMetricThatCountsRequestsUnderWayARequestTakesItsLatency() {
        Metric inFlight = new Metric("Pods", "in_flight", "AverageValue", 1);

        Calibrated calibrated =
                Calibrated.inFlight(new Cost(50, 0, 15, 4, Source.LATENCY), PLAN, SETTINGS, inFlight, 25);

        assertThat(calibrated.sizing().rate(new Level.Needing(6), 25)).isCloseTo(115, within(0.01));
        assertThat(calibrated.record().orElseThrow().words())
                .isEqualTo(
                        "a request is under way for 50.0 ms without load, which in_flight counts, and its target is 1 a pod:"
                                + " 115.0 requests/s are worth 5.75 pods and need 6");
    }
}
