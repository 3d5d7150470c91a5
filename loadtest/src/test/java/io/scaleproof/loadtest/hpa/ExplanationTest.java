package io.scaleproof.loadtest.hpa;

import static io.scaleproof.loadtest.hpa.Given.anyDown;
import static io.scaleproof.loadtest.hpa.Given.anyUp;
import static io.scaleproof.loadtest.hpa.Given.hpa;
import static io.scaleproof.loadtest.hpa.Given.percent;
import static io.scaleproof.loadtest.hpa.Given.pods;
import static io.scaleproof.loadtest.hpa.Given.rules;
import static io.scaleproof.loadtest.hpa.Given.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.HpaSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    @Test
    void namesThePolicyThatLimits() {
        var conclusion = sync(hpa(1, 10, rules(0, "Max", Given.pods(3, 15)), anyDown()), pods(1, "377"));

        assertThat(Explanation.of(conclusion))
                .containsExactly(
                        "wanted 8 from 377 % / 50 %; limited to 4 by the policy of 3 pods per 15 s",
                        "cpu: 377 % / 50 % is a ratio of 7.54 over 1 pod",
                        "7.54 x 1 pod = 7.54, rounded up: 8",
                        "policy 3 pods per 15 s, from 1 at the period's start: 4 allowed now");
    }

    @Test
    void tellsHowUnreadyPodsWereCounted() {
        var conclusion = sync(hpa(1, 10, anyUp(), anyDown()), pods(3, "30u", "100", "120"));

        assertThat(Explanation.of(conclusion))
                .containsExactly(
                        "wanted 5 from 110 % / 50 %",
                        "cpu: 110 % / 50 % is a ratio of 2.20 over 2 pods",
                        "1 pod not ready for a whole window yet: counted as idle",
                        "with them the ratio is 1.46 over 3 pods",
                        "1.46 x 3 pods = 4.38, rounded up: 5");
    }

    @Test
    void tellsTheToleranceFromARest() {
        var conclusion = sync(hpa(1, 10, anyUp(), anyDown()), pods(2, "52", "53"));

        assertThat(Explanation.inShort(conclusion)).isEqualTo("keeps 2 from 52 % / 50 %; within the tolerance");
    }

    @Test
    void namesTheWindowThatHolds() {
        var autoscaler =
                new Autoscaler(hpa(1, 10, anyUp(), rules(60, "Max", percent(100, 15))), ControllerFlags.DEFAULT);
        autoscaler.sync(pods(3, seconds(0), "50", "50", "50"));

        assertThat(Explanation.of(autoscaler.sync(pods(3, seconds(30), "2", "2", "2"))))
                .startsWith("wanted 1 from 2 % / 50 %; held at 3 by the scale-down window of 60 s")
                .endsWith("the scale-down window of 60 s applies the highest recommendation in it, 3 from 30 s ago: 3");
    }

    @Test
    void namesMaxReplicas() {
        var conclusion = sync(hpa(1, 4, anyUp(), anyDown()), pods(1, "400"));

        assertThat(Explanation.inShort(conclusion))
                .isEqualTo("wanted 8 from 400 % / 50 %; limited to 4 by maxReplicas");
    }

    @Test
    void saysWhyItIsBlind() {
        Observation seen = pods(2, "50", "50");
        var conclusion = sync(
                hpa(1, 10, anyUp(), anyDown()),
                new Observation(
                        seen.at(), 2, 2, seen.pods(), List.of(new Reading.Unavailable("the metrics API is away"))));

        assertThat(Explanation.inShort(conclusion)).isEqualTo("keeps 2, blind: cpu: the metrics API is away");
    }

    private static Conclusion sync(HpaSettings settings, Observation seen) {
        return new Autoscaler(settings, ControllerFlags.DEFAULT).sync(seen);
    }
}
