package io.scaleproof.loadtest.simulate;

import static io.scaleproof.loadtest.simulate.Scenarios.FAST_DOWN;
import static io.scaleproof.loadtest.simulate.Scenarios.FAST_UP;
import static io.scaleproof.loadtest.simulate.Scenarios.hpa;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.plan.Hold;
import io.scaleproof.loadtest.plan.Level;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.plan.Stage;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.FailedRequest;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WeatherTest {

    @Test
    void whatIsDueWhileTheGeneratorStandsLeavesLateAndTogether() {
        RunRecord run = run(new Weather() {
            @Override
            public boolean stallsGenerator(Duration now) {
                return now.toMillis() >= 60_000 && now.toMillis() < 62_000;
            }
        });

        assertThat(second(run, 59).lateMillis()).isZero();
        assertThat(second(run, 60).lateMillis()).isCloseTo(2_000, within(150.0));
        assertThat(second(run, 60).latency().maxMillis()).isGreaterThan(1_800);
        assertThat(second(run, 61).inFlight()).isGreaterThanOrEqualTo(20);
        assertThat(second(run, 62).inFlight()).isLessThan(5);
        assertThat(run.ledger().requests()).isEqualTo(run(Weather.CALM).ledger().requests());
    }

    @Test
    void countersSayWhatEachPodUsedSinceTheyWereRead() {
        RunRecord run = run(new Weather() {
            @Override
            public Optional<Duration> readsCountersEvery() {
                return Optional.of(Duration.ofSeconds(5));
            }
        });

        List<PodUsage> read = run.counters().stream()
                .filter(counter -> counter.at().equals(Duration.ofSeconds(10)))
                .toList();
        // 0.4 pods' worth at 47m a pod, beside 3m at rest.
        assertThat(read).singleElement().satisfies(counter -> {
            assertThat(counter.window()).isEqualTo(Duration.ofSeconds(5));
            assertThat(counter.cpuMillicores()).isCloseTo(0.4 * 47 + 3, within(1e-6));
        });
        assertThat(run(Weather.CALM).counters()).isEmpty();
    }

    @Test
    void whatYoungPodsBurnIsSeenByTheHpa() {
        RunRecord run = run(new Weather() {
            @Override
            public double burns(Duration now, Duration sinceReady) {
                return sinceReady.toSeconds() < 40 ? 100 : 0;
            }
        });

        assertThat(most(run)).isEqualTo(10);
        assertThat(most(run(Weather.CALM))).isEqualTo(6);
    }

    @Test
    void whatIsDroppedByALeavingPodIsToldApart() {
        RunRecord run = run(new Weather() {
            @Override
            public double droppedWhileLeaving() {
                return 0.5;
            }
        });

        assertThat(run.ledger().failed()).isPositive();
        assertThat(run.ledger().entries())
                .extracting(FailedRequest::error, FailedRequest::podLife)
                .containsOnly(tuple("connection refused", Optional.of("being deleted then: one of the pods")));
    }

    private static RunRecord slowRun() {
        return Simulator.run(
                Scenario.of(
                        Scenarios.plan(6),
                        Scenarios.SIZING,
                        hpa(1, 10, FAST_UP, FAST_DOWN),
                        Scenarios.contract(),
                        slow()),
                Scenarios.STARTED);
    }

    @Test
    void anHpaWithMetricsOnceAMinuteHasThemWhenTheLoadBegins() {
        RunRecord run = slowRun();

        assertThat(run.hpa())
                .filteredOn(status -> !status.at().isNegative())
                .allSatisfy(status -> assertThat(status.utilizationPercent()).isPresent());
    }

    @Test
    void podsOfTheRunsBeginAreReadyHoweverLongAStartTakes() {
        RunRecord run = slowRun();

        assertThat(run.deployments().getFirst().ready()).isEqualTo(1);
    }

    @Test
    void aStageBeginsWithWhatTheOneBeforeHasLearnt() {
        RunRecord run = run(new Weather() {
            @Override
            public double costFactor(Duration now) {
                return 1.2;
            }
        });

        StageRun surge = stage(run, "surge");
        assertThat(surge.trims()).isNotEmpty();
        assertThat(stage(run, "sustain").fromRate()).isCloseTo(surge.fromRate() / 1.2, within(0.2));
    }

    @Test
    void aRateOfWhichThePlanDoesNotSayHowManyPodsItNeedsCostsAllTheSame() {
        Plan rates = new Plan(
                "rates",
                "for the test",
                List.of(Stage.steady(
                        "load", Phase.SURGE, new Level.Declared(10.5, 0), new Hold.For(Duration.ofMinutes(2)), 25)));

        RunRecord run = Simulator.run(Scenarios.of(rates, hpa(1, 10, FAST_UP, FAST_DOWN)), Scenarios.STARTED);

        // 10.5 x 25.8 ms are 271m, 5.8 pods' worth at 47m.
        assertThat(most(run)).isEqualTo(6);
        assertThat(stage(run, "load").pods()).isZero();
    }

    /** Ten minutes and more to start, and metrics once a minute. */
    private static Model slow() {
        Model standard = Model.standard(50);
        return new Model(
                standard.cpuRequestMillicores(),
                standard.cpuLimitMillicores(),
                standard.idleMillicores(),
                standard.fullMillicores(),
                standard.started(),
                Duration.ofMinutes(20),
                standard.startCpuMillis(),
                standard.stopped(),
                standard.queue(),
                Duration.ofMinutes(1),
                Duration.ofSeconds(50),
                standard.syncPhase(),
                standard.controller(),
                standard.scraping());
    }

    private static RunRecord run(Weather weather) {
        return Simulator.run(
                Scenarios.of(Scenarios.plan(6), hpa(1, 10, FAST_UP, FAST_DOWN)).in(weather), Scenarios.STARTED);
    }

    private static SecondSample second(RunRecord run, long second) {
        return run.seconds().stream()
                .filter(sample -> sample.at().equals(Duration.ofSeconds(second)))
                .findFirst()
                .orElseThrow();
    }

    private static StageRun stage(RunRecord run, String name) {
        return run.plan().stages().stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int most(RunRecord run) {
        return run.deployments().stream()
                .mapToInt(DeploymentSample::wanted)
                .max()
                .orElseThrow();
    }
}
