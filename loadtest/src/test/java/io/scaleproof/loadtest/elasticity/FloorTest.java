package io.scaleproof.loadtest.elasticity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.scaleproof.loadtest.policy.KnownPolicy;
import io.scaleproof.loadtest.record.Yardsticks;
import io.scaleproof.loadtest.simulate.Model;
import io.scaleproof.loadtest.simulate.Paper;
import io.scaleproof.loadtest.simulate.TraceRun;
import io.scaleproof.loadtest.trace.SyntheticTrace;
import io.scaleproof.loadtest.trace.Trace;
import io.scaleproof.loadtest.tune.Ground;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FloorTest {
    private static final long MINUTE = 60_000;
    private static final Offset<Double> EXACT = within(1e-9);

    /** 2 pods, 5 from minute 2 on, 1 from minute 6 on, until 10. */
    private static final StepCurve NEED = need();

    @Test
    void podsThatComeAndGoAtOnceAreThereWhenTheyAreNeeded() {
        Yardsticks yardsticks = floor(Duration.ZERO, Duration.ZERO, 0, 10);

        assertThat(yardsticks.clairvoyantPodHours())
                .as("2 x 2 + 5 x 4 + 1 x 4 pod minutes")
                .isEqualTo(28 / 60.0, EXACT);
        assertThat(yardsticks.staticPodHours()).as("5 x 10 pod minutes").isEqualTo(50 / 60.0, EXACT);
    }

    @Test
    void aPodIsCreatedAStartBeforeItIsNeededAndStaysForItsEnd() {
        Yardsticks yardsticks = floor(Duration.ofMinutes(1), Duration.ofSeconds(30), 0, 10);

        assertThat(yardsticks.clairvoyantPodHours())
                .as("three pods a minute sooner, four half a minute longer")
                .isEqualTo((28 + 3 + 2) / 60.0, EXACT);
    }

    @Test
    void aTroughShorterThanAStartIsNotWorthDeletingFor() {
        StepCurve trough = new StepCurve();
        trough.add(0, 4);
        trough.add(4 * MINUTE, 1);
        trough.add(5 * MINUTE, 4);

        assertThat(new Floor(trough, Duration.ofMinutes(2), Duration.ZERO, 0, 10 * MINUTE)
                        .yardsticks()
                        .clairvoyantPodHours())
                .isEqualTo(40 / 60.0, EXACT);
    }

    @Test
    void whatIsOutsideTheTimeDoesNotCount() {
        Yardsticks yardsticks = floor(Duration.ofMinutes(1), Duration.ofMinutes(5), 3, 8);

        assertThat(yardsticks.clairvoyantPodHours())
                .as("5 x 3 + 1 x 2 pod minutes, and four pods until the end")
                .isEqualTo((15 + 2 + 8) / 60.0, EXACT);
        assertThat(floor(Duration.ZERO, Duration.ZERO, 6, 10).staticPodHours())
                .as("the height within it")
                .isEqualTo(4 / 60.0, EXACT);
    }

    @Test
    void theClairvoyantOnPaperNeedsJustThat() {
        Paper paper = Paper.of(Map.of("maxReplicas", "12"));
        Trace day = SyntheticTrace.DIURNAL.trace(1).averaged(60);
        TraceRun run = new Ground(day.scaled(14 / day.peak()), paper, 25).run(paper, KnownPolicy.CLAIRVOYANT::create);
        Model model = paper.model();

        Yardsticks yardsticks = new Floor(
                        run.demand().curve(),
                        model.started().plus(model.ready()),
                        model.stopped(),
                        0,
                        run.demand().length())
                .yardsticks();

        assertThat(yardsticks.clairvoyantPodHours()).isCloseTo(run.elasticity().podHours(), withinPercentage(1));
    }

    private static Yardsticks floor(Duration start, Duration end, long fromMinute, long toMinute) {
        return new Floor(NEED, start, end, fromMinute * MINUTE, toMinute * MINUTE).yardsticks();
    }

    private static StepCurve need() {
        StepCurve need = new StepCurve();
        need.add(0, 2);
        need.add(2 * MINUTE, 5);
        need.add(6 * MINUTE, 1);
        return need;
    }
}
