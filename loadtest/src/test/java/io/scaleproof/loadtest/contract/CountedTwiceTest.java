package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static io.scaleproof.loadtest.record.GivenPod.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.contract.Facts.Step;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import io.scaleproof.loadtest.record.PodUsage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One pod has had the load since the beginning, two more since 30 s; seven pods are explained, and at 58 s it asks for nine. */
class CountedTwiceTest {
    /** What every run here has. */
    private static final String FIRST = "any";

    private static final PodUsage ALONE = figure(FIRST, 35, 14, 209);
    private static final PodUsage SECOND = figure("second", 46, 10, 91);
    private static final PodUsage THIRD = figure("third", 47, 10, 112);

    @Test
    void whatAPodDidBeforeOthersTookAPartOfItIsNoLoadBesideThem() {
        Cause cause = tooMany(measured(138, ALONE, SECOND, THIRD));

        assertThat(cause.reason())
                .isEqualTo(
                        "the HPA measured 138 %, part of the load counted twice: the figure of pod any was 23.0 s old and from"
                                + " when fewer pods shared the load, beside those of pods that share it since;"
                                + " without that it would have wanted 7");
        assertThat(cause.remedy()).startsWith("pulumi config set scaleUpWindowSeconds 20 && pulumi up: ");
    }

    @Test
    void aStartThatBurnsStaysTheCauseWhereAllFiguresAreOfTheSameTime() {
        assertStart(measured(138, figure(FIRST, 48, 14, 209), SECOND, THIRD));
    }

    @Test
    void aStartThatBurnsStaysTheCauseWhereTheNewPodsUseMoreThanTheOldOneDidAlone() {
        assertStart(
                measured(133, figure(FIRST, 29, 14, 100), figure("second", 46, 10, 150), figure("third", 47, 10, 150)));
    }

    @Test
    void itExplainsAtLeastHalfOfWhatIsTooMuchOrIsNotNamed() {
        PodUsage most = figure(FIRST, 35, 14, 150);

        assertThat(tooMany(
                                new Step(seconds(58), 5, 9),
                                measured(134, most, figure("second", 46, 10, 128), figure("third", 47, 10, 125)))
                        .reason())
                .contains("would have wanted 8");
        assertThat(tooMany(
                                new Step(seconds(58), 5, 9),
                                6,
                                measured(134, most, figure("second", 46, 10, 128), figure("third", 47, 10, 125)))
                        .reason())
                .endsWith("a start that burns CPU reads as load");
    }

    @Test
    void sharesOfLessThanTheWholeLoadAreNoLoadTwice() {
        Runs twoAtFirst = good().hpaMeasured(44, 188)
                .lives(
                        pod("second", -90).started(-90).ready(-80),
                        pod("third", 28).started(29).ready(30),
                        pod("fourth", 28).started(29).ready(30))
                .measured(List.of(
                        figure(FIRST, 29, 14, 250), figure("second", 41, 10, 125), figure("third", 39, 10, 125)));

        assertThat(tooMany(new Step(seconds(44), 4, 8), 6, twoAtFirst).reason())
                .endsWith("a start that burns CPU reads as load");
    }

    @Test
    void aFigureThatBeganBeforeItsPodWasReadyIsNotCounted() {
        assertStart(measured(138, ALONE, figure("second", 39, 10, 91), figure("third", 39, 10, 112)));
    }

    @Test
    void whatWasMeasuredAndNotYetKnownIsNotCounted() {
        PodUsage late = new PodUsage(seconds(59), seconds(50), seconds(14), FIRST, 90, 0);

        assertThat(tooMany(measured(138, ALONE, SECOND, THIRD, late)).reason())
                .contains("counted twice: the figure of pod any was 23.0 s old");
    }

    @Test
    void figuresThatAreNotTheHpasSayNothing() {
        assertStart(measured(110, ALONE, SECOND, THIRD));
    }

    @Test
    void whatTheMaximumLimitedMayHaveBeenLimitedWithoutItToo() {
        assertThat(tooMany(
                                new Step(seconds(58), 5, 10),
                                measured(
                                        344,
                                        figure(FIRST, 35, 14, 523),
                                        figure("second", 46, 10, 228),
                                        figure("third", 47, 10, 280)))
                        .reason())
                .endsWith("a start that burns CPU reads as load");
    }

    @Test
    void aScaleUpWindowThatOutlastsASyncWentByMoreThanOneFigure() {
        assertStart(measured(138, ALONE, SECOND, THIRD).scaleUp(new Rules(seconds(30), "Max", List.of(), 0.1)));
    }

    @Test
    void aPodThatIsGoneIsNotCounted() {
        assertStart(measured(138, ALONE, SECOND, THIRD)
                .lives(
                        pod("second", 28).started(29).ready(30).terminated(40),
                        pod("third", 28).started(29).ready(30)));
    }

    private static void assertStart(Runs runs) {
        assertThat(tooMany(runs).reason()).endsWith("after 2 pods had started: a start that burns CPU reads as load");
    }

    private static Cause tooMany(Runs runs) {
        return tooMany(new Step(seconds(58), 5, 9), runs);
    }

    private static Cause tooMany(Step step, Runs runs) {
        return tooMany(step, 7, runs);
    }

    private static Cause tooMany(Step step, int explained, Runs runs) {
        return new Causes(runs.run()).tooMany(step, explained);
    }

    private static Runs measured(int percent, PodUsage... usages) {
        return good().hpaMeasured(58, percent)
                .lives(
                        pod("second", 28).started(29).ready(30),
                        pod("third", 28).started(29).ready(30))
                .measured(List.of(usages));
    }

    /** Known three seconds after. */
    private static PodUsage figure(String pod, long measuredAt, long window, double millicores) {
        return new PodUsage(seconds(measuredAt + 3), seconds(measuredAt), seconds(window), pod, millicores, 0);
    }

    private static Duration seconds(long number) {
        return Duration.ofSeconds(number);
    }
}
