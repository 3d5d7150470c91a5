package io.scaleproof.loadtest.need;

import static io.scaleproof.loadtest.need.Planted.planted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowsTest {

    @Test
    void aRoundInWhichEveryServingPodWasMeasuredIsAWindow() {
        List<CpuWindow> windows = metrics(planted().pod("a").pod("b").metrics(15, 30, 40, "a", "b"));

        assertThat(windows)
                .containsExactly(new CpuWindow(
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(30),
                        2 * 40 * 15,
                        2,
                        false,
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        0.015));
    }

    @Test
    void aCountersTimeIsExactAndTheMetricsApisIsCutToTheSecond() {
        List<CpuWindow> windows =
                new Windows(planted().pod("a").counters(15, 20, 40, "a").evidence()).of(Source.COUNTERS);

        assertThat(windows).singleElement().extracting(CpuWindow::late).isEqualTo(Duration.ZERO);
    }

    @Test
    void aPodMissingFromTheRoundSpoilsIt() {
        assertThat(metrics(planted().pod("a").pod("b").metrics(15, 30, 40, "a")))
                .isEmpty();
    }

    @Test
    void aPodThatStartsInTheWindowSpoilsItAndOneThatStartsAfterItDoesNot() {
        assertThat(metrics(planted().pod("a").pod("b", 31).metrics(15, 30, 40, "a")))
                .isEmpty();
        assertThat(metrics(planted().pod("a").pod("b", 33).metrics(15, 30, 40, "a")))
                .hasSize(1);
    }

    @Test
    void aPodThatLeavesInTheWindowSpoilsItAndOneThatIsGoneDoesNot() {
        assertThat(metrics(planted().pod("a").pod("b", -1_000, Optional.of(20L)).metrics(15, 30, 40, "a", "b")))
                .isEmpty();
        assertThat(metrics(planted().pod("a").pod("b", -1_000, Optional.of(9L)).metrics(15, 30, 40, "a")))
                .hasSize(1);
    }

    @Test
    void whatIsNewInOnePollBelongsTogetherAndIsBroughtToItsMeanWindow() {
        List<CpuWindow> windows = metrics(
                planted().pod("a").pod("b").metricsSeen(30.1, 14, 29, 40, "a").metricsSeen(30.2, 16, 30, 40, "b"));

        assertThat(windows).singleElement().satisfies(window -> {
            assertThat(window.from()).isEqualTo(Duration.ofSeconds(15));
            assertThat(window.to()).isEqualTo(Duration.ofMillis(29_500));
            assertThat(window.cpuMillis()).isCloseTo(2 * 40 * 14.5, within(1e-6));
            assertThat(window.early()).isEqualTo(Duration.ofMillis(500));
            assertThat(window.late()).isEqualTo(Duration.ofMillis(1_500));
        });
    }

    @Test
    void pollsASecondApartAreRoundsOfTheirOwn() {
        assertThat(metrics(planted()
                        .pod("a")
                        .pod("b")
                        .metricsSeen(30, 15, 30, 40, "a")
                        .metricsSeen(31, 15, 30, 40, "b")))
                .isEmpty();
    }

    @Test
    void aWindowIsYoungForAMinuteAfterAPodWasReady() {
        assertThat(metrics(planted().pod("a", 10).metrics(15, 30, 40, "a")))
                .singleElement()
                .extracting(CpuWindow::young)
                .isEqualTo(true);
        assertThat(metrics(planted().pod("a", 10).metrics(70, 85, 40, "a")))
                .singleElement()
                .extracting(CpuWindow::young)
                .isEqualTo(false);
    }

    @Test
    void aStatusTellsOfAnyWindowWithinFortyFiveSecondsWhereTheFigureChangesEverySync() {
        List<CpuWindow> windows = statuses(planted()
                .pod("a")
                .pod("b", -1_000, Optional.of(500L))
                .status(60, 2, 30)
                .status(75, 2, 31)
                .status(90, 2, 30));

        assertThat(windows).hasSize(3).last().satisfies(window -> {
            assertThat(window.from().minus(window.early())).isEqualTo(Duration.ofSeconds(45));
            assertThat(window.to().plus(window.late())).isEqualTo(Duration.ofSeconds(90));
            assertThat(window.cpuMillis()).isCloseTo(0.30 * 100 * 2 * 15, within(1e-6));
            assertThat(window.pods()).isEqualTo(2);
        });
    }

    @Test
    void aStatusThatChangesOnceAMinuteMayBeOfAWindowOfAMinute() {
        List<CpuWindow> windows =
                statuses(planted().pod("a").status(60, 1, 30).status(120, 1, 31).status(180, 1, 30));

        assertThat(windows).last().satisfies(window -> {
            assertThat(window.from().minus(window.early())).isEqualTo(Duration.ofSeconds(45));
            assertThat(window.to().plus(window.late())).isEqualTo(Duration.ofMinutes(3));
        });
    }

    @Test
    void aStatusSaysNothingWhileAPodStarts() {
        assertThat(statuses(planted()
                        .pod("a")
                        .pod("b", 70)
                        .status(75, 2, 30)
                        .status(90, 2, 31)
                        .status(105, 2, 30)))
                .isEmpty();
    }

    @Test
    void aStatussMeanIsOverThePodsThatServedAndNotOverThoseItHasJustAskedFor() {
        List<CpuWindow> windows = statuses(planted()
                .pod("a")
                .pod("b", 100)
                .pod("gone", -1_000, Optional.of(5L))
                .status(60, 1, 30)
                .status(75, 1, 150)
                .status(90, 2, 152));

        assertThat(windows).last().satisfies(window -> {
            assertThat(window.pods()).isEqualTo(1);
            assertThat(window.cpuMillis()).isCloseTo(1.52 * 100 * 15, within(1e-6));
        });
    }

    private static List<CpuWindow> metrics(Planted planted) {
        return new Windows(planted.evidence()).of(Source.METRICS_API);
    }

    private static List<CpuWindow> statuses(Planted planted) {
        return new Windows(planted.evidence()).of(Source.HPA_STATUS);
    }
}
