package io.scaleproof.loadtest.elasticity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.record.Elasticity;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Yardsticks;
import io.scaleproof.loadtest.simulate.Scenarios;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunElasticityTest {
    @Test
    void aRunsFiguresFollowFromWhatItsJudgeGoesBy() {
        RunRecord run = Scenarios.surge();
        Elasticity figures = RunElasticity.of(run).orElseThrow();

        double ready = 0;
        for (int i = 0; i < run.deployments().size(); i++) {
            long from = Math.max(0, run.deployments().get(i).at().toMillis());
            long to = i + 1 < run.deployments().size()
                    ? Math.max(0, run.deployments().get(i + 1).at().toMillis())
                    : run.length().toMillis();
            ready += run.deployments().get(i).ready() * (to - from) / 3_600_000.0;
        }
        assertThat(figures.podHours())
                .as("starting and leaving pods take room beside those that are ready")
                .isBetween(ready, ready * 1.2);
        assertThat(figures.underTime()).as("a surge is never served at once").isBetween(0.05, 0.5);
        assertThat(figures.requests())
                .isEqualTo(
                        (double) run.seconds().stream()
                                .mapToLong(second -> second.scheduled())
                                .sum(),
                        within(5.0));
        assertThat(figures.lateRequests()).isPositive().isLessThan(figures.requests());
        assertThat(figures.wastedPodHours()).isPositive().isLessThan(figures.podHours());
    }

    @Test
    void theFiguresStandInTheRecordAndInWords() {
        RunRecord run = Scenarios.surge();

        assertThat(run.elasticity()).contains(RunElasticity.of(run).orElseThrow());
        assertThat(ElasticityWords.of(new Elasticity(0, 0, 0, 0, 0.0042, 0, 0, 0, 2, 0.5, 1_000, 30, Optional.empty())))
                .isEqualTo(
                        "pods were missing for 0.42 % of the time; 3.0 % of the requests were due then; 2.00 pod-hours were used, 25.0 % of them beyond the need");
        assertThat(ElasticityWords.beside(2, new Yardsticks(1.6, 4)))
                .isEqualTo(
                        "1.25 x the pod-hours of a clairvoyant, where as many pods all the time as the height needs are 2.50 x");
    }

    @Test
    void aSurgeLiesBetweenTheClairvoyantAndWhoDoesNotScale() {
        Elasticity figures = Scenarios.surge().elasticity().orElseThrow();
        Yardsticks others = figures.yardsticks().orElseThrow();

        assertThat(others.clairvoyantPodHours()).isPositive().isLessThan(others.staticPodHours());
        assertThat(figures.podHours()).isBetween(others.clairvoyantPodHours(), others.staticPodHours());
        assertThat(ElasticityWords.of(figures)).contains("x the pod-hours of a clairvoyant");
    }
}
