package io.scaleproof.loadtest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.HpaSettings.Policy;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaperTest {

    @Test
    void whatIsNotGivenIsAsTheProjectHasIt() {
        Paper paper = Paper.of(Map.of());

        assertThat(paper.settings().maxReplicas()).isEqualTo(10);
        assertThat(paper.settings().scaleUp().policies())
                .containsExactly(new Policy("Pods", 10, Duration.ofSeconds(15)));
        assertThat(paper.settings().scaleDown().stabilizationWindow()).isEqualTo(Duration.ofMinutes(1));
        assertThat(paper.model().fullMillicores()).isEqualTo(50);
    }

    @Test
    void readsPoliciesAsPulumiConfigHasThem() {
        Paper paper = Paper.of(Map.of("scaleUpPolicies", "4pods/15s, 100%/30s", "scaleDownWindowSeconds", "300"));

        assertThat(paper.settings().scaleUp().policies())
                .containsExactly(
                        new Policy("Pods", 4, Duration.ofSeconds(15)),
                        new Policy("Percent", 100, Duration.ofSeconds(30)));
        assertThat(paper.settings().scaleDown().stabilizationWindow()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> Paper.of(Map.of("maxReplicas", "many", "scaleUpPolicies", "4pods", "speed", "9")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxReplicas is 'many'. It may be a whole number from 1")
                .hasMessageContaining(
                        "scaleUpPolicies is '4pods'. It may be preset, or a list such as 4pods/15s,100%/15s")
                .hasMessageContaining("there is no setting 'speed'; there are [minReplicas, maxReplicas,");
    }

    @Test
    void aTargetOfRequestsFollowsFromCpusUnlessItIsGiven() {
        assertThat(Paper.of(Map.of("scaleOn", "requestsInFlight")).settings().metrics())
                .containsExactly(new Metric("Pods", "http_requests_in_flight", "AverageValue", 0.05));
        assertThat(Paper.of(Map.of("scaleOn", "requestRate", "targetCpuUtilization", "100"))
                        .settings()
                        .metrics())
                .containsExactly(new Metric("Pods", "http_requests_per_second", "AverageValue", 4));
        assertThat(Paper.of(Map.of("scaleOn", "requestRate", "targetRequestRate", "2.5"))
                        .settings()
                        .metrics()
                        .getFirst()
                        .target())
                .isEqualTo(2.5);
    }

    @Test
    void aWindowThatIsNotSureToHaveTwoScrapesIsRefused() {
        assertThatThrownBy(() -> Paper.of(Map.of("requestWindowSeconds", "3")))
                .hasMessage(
                        "requestWindowSeconds is 3.0 and scrapeInterval 2.0. A rate needs two scrapes, which only a window"
                                + " of twice the interval is sure to have");
        assertThatThrownBy(() -> Paper.of(Map.of("targetRequestRate", "0.0")))
                .hasMessage("targetRequestRate is '0.0'. It may be derived, or a number above 0 such as 2");
    }

    @Test
    void aMinimumAboveTheMaximumIsRefused() {
        assertThatThrownBy(() -> Paper.of(Map.of("minReplicas", "7", "maxReplicas", "3")))
                .hasMessage("minReplicas is 7 and maxReplicas is 3. The first must not be above the second");
    }

    @Test
    void aSettingIsTriedWithoutACluster() {
        RunRecord fast = run(Map.of());
        RunRecord steady = run(Map.of("scalingPreset", "steady"));

        assertThat(fast.verdicts()).allMatch(verdict -> verdict instanceof Verdict.Passed);
        assertThat(steady.verdicts())
                .filteredOn(verdict -> verdict instanceof Verdict.Failed)
                .extracting(Verdict::clause)
                .isEqualTo(List.of("backToMinimumWithin"));
    }

    @Test
    void theTimelineTellsWhatChangesAndWhy() {
        assertThat(Timeline.lines(run(Map.of("maxReplicas", "4"))))
                .first()
                .asString()
                .startsWith("    0.0 s  baseline:");
        assertThat(Timeline.lines(run(Map.of("maxReplicas", "4"))))
                .anyMatch(line -> line.contains("HPA 1 -> 4: wanted 4 from"))
                .anyMatch(line -> line.endsWith("4 of 4 pods ready"));
    }

    private static RunRecord run(Map<String, String> settings) {
        return Paper.of(settings).run(Scenarios.plan(6), Scenarios.contract(), Scenarios.STARTED);
    }
}
