package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static io.scaleproof.loadtest.record.GivenPod.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.GivenPod;
import io.scaleproof.loadtest.record.PodUsage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One pod has had the load since the beginning, two more since 30 s; a decision at 58 s asks for nine pods. */
class CountedTwiceTest {
    /** What every run here has. */
    private static final String FIRST = "any";

    private static final GivenPod[] MORE = {
        pod("second", 28).started(29).ready(30), pod("third", 28).started(29).ready(30)
    };
    private static final PodUsage SECOND = figure("second", 46, 10, 91);
    private static final PodUsage THIRD = figure("third", 47, 10, 112);

    @Test
    void whatAPodDidBeforeOthersTookAPartOfItIsNoLoadBesideThem() {
        Cause cause = tooMany(figure(FIRST, 35, 14, 209), SECOND, THIRD);

        assertThat(cause.reason())
                .isEqualTo(
                        "the HPA measured 138 %, part of the load counted twice: the figure of pod any was 23.0 s old and from"
                                + " when fewer pods shared the load, beside newer ones of those that share it since;"
                                + " without that it would have asked for 7");
        assertThat(cause.remedy()).startsWith("pulumi config set scaleUpWindowSeconds 20 && pulumi up: ");
    }

    @Test
    void aStartThatBurnsStaysTheCauseWhereAllFiguresAreOfTheSameTime() {
        assertThat(tooMany(figure(FIRST, 48, 14, 209), SECOND, THIRD).reason())
                .endsWith("after 2 pods had started: a start that burns CPU reads as load");
    }

    @Test
    void aStartThatBurnsStaysTheCauseWhereAnOldFigureHasLittleOfIt() {
        assertThat(tooMany(figure(FIRST, 35, 14, 40), figure("second", 46, 10, 180), figure("third", 47, 10, 190))
                        .reason())
                .endsWith("a start that burns CPU reads as load");
    }

    @Test
    void aFigureThatBeganBeforeItsPodWasReadyIsNotCounted() {
        assertThat(tooMany(figure(FIRST, 35, 14, 209), figure("second", 39, 10, 91), figure("third", 39, 10, 112))
                        .reason())
                .endsWith("a start that burns CPU reads as load");
    }

    @Test
    void whatWasMeasuredAndNotYetKnownIsNotCounted() {
        PodUsage late = new PodUsage(seconds(59), seconds(50), seconds(14), FIRST, 90, 0);

        assertThat(tooMany(figure(FIRST, 35, 14, 209), SECOND, THIRD, late).reason())
                .contains("counted twice: the figure of pod any was 23.0 s old");
    }

    private static Cause tooMany(PodUsage... usages) {
        return new Causes(good().hpaMeasured(58, 138)
                        .lives(MORE)
                        .measured(List.of(usages))
                        .run())
                .tooMany(seconds(58), 9, 7);
    }

    private static PodUsage figure(String pod, long measuredAt, long window, double millicores) {
        return new PodUsage(seconds(measuredAt + 3), seconds(measuredAt), seconds(window), pod, millicores, 0);
    }

    private static Duration seconds(long number) {
        return Duration.ofSeconds(number);
    }
}
