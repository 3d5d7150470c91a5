package io.scaleproof.loadtest.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.elasticity.StepCurve;
import io.scaleproof.loadtest.record.Elasticity;
import io.scaleproof.loadtest.record.SizedBy;
import io.scaleproof.loadtest.simulate.Noise;
import io.scaleproof.loadtest.simulate.Paper;
import io.scaleproof.loadtest.simulate.TraceRun;
import io.scaleproof.loadtest.simulate.TraceSimulator;
import io.scaleproof.loadtest.trace.SyntheticTrace;
import io.scaleproof.loadtest.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoliciesTest {
    private static final Paper PAPER = Paper.of(Map.of("maxReplicas", "20", "podStart", "7.5s"));
    private static final double COST = PAPER.sizing().costMillis(25);

    @Test
    void theClairvoyantIsNeverShortAndNoneIsCheaperThatIsNot() {
        for (SyntheticTrace shape : List.of(SyntheticTrace.SAW_TOOTH, SyntheticTrace.FLASH_CROWD)) {
            Trace trace = shape.trace(3).scaled(0.15);
            Elasticity floor = run(KnownPolicy.CLAIRVOYANT, trace).elasticity();

            assertThat(floor.underTime()).as("short of pods: " + shape).isZero();
            for (KnownPolicy policy : KnownPolicy.values()) {
                Elasticity other = run(policy, trace).elasticity();
                assertThat(other.podHours() >= floor.podHours() || other.underTime() > 0)
                        .as("%s on %s: %s against %s", policy, shape, other, floor)
                        .isTrue();
            }
        }
    }

    @Test
    void theClairvoyantHasAPodReadyWhenItIsNeededAndNotLongBefore() {
        double[] rates = new double[40];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = i >= 20 && i < 30 ? pods(4) : pods(1);
        }
        StepCurve ready = run(KnownPolicy.CLAIRVOYANT, trace(10, rates)).ready();

        assertThat(ready.at(200_000)).as("when four are needed").isEqualTo(4);
        assertThat(ready.at(198_000)).as("two seconds before").isEqualTo(1);
        assertThat(ready.at(301_500)).as("when one is enough again").isEqualTo(1);
    }

    @Test
    void aPodThatCouldNotComeBackInTimeDoesNotGo() {
        double[] rates = new double[60];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = i >= 30 && i < 35 ? pods(1) : pods(3);
        }
        TraceRun run = run(KnownPolicy.CLAIRVOYANT, trace(1, rates));

        assertThat(run.ready().size()).as("five seconds are less than a start").isEqualTo(1);
    }

    @Test
    void staticIsTheHeightOfTheLoadOrWhatOneSays() {
        double[] rates =
                IntStream.range(0, 60).mapToDouble(i -> pods(i == 30 ? 6 : 1)).toArray();
        Trace trace = trace(10, rates);

        assertThat(run(KnownPolicy.STATIC, trace).ready().at(590_000)).isEqualTo(6);
        Circumstances circumstances = circumstances(trace);
        assertThat(KnownPolicy.named("static(3)").apply(circumstances).decide(null))
                .isEqualTo(3);
        assertThatThrownBy(() -> KnownPolicy.named("static(0)"))
                .hasMessage(
                        "there is no policy 'static(0)'; there are [hpa, clairvoyant, static, kpa, predictive], and static(N) for N pods");
    }

    @Test
    void knativePanicsWhenSixSecondsAskForTwiceThePodsAndThenLetsNoneGo() {
        double[] rates = new double[300];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = i >= 100 && i < 120 ? pods(8) : pods(1);
        }
        TraceRun run = run(KnownPolicy.KPA, trace(1, rates));

        assertThat(run.wanted().at(101_000))
                .as("a second of it is a sixth of the window")
                .isEqualTo(1);
        assertThat(run.wanted().at(106_000)).as("when the panic window is full").isEqualTo(8);
        assertThat(run.wanted().at(150_000)).as("while it panics no pod goes").isEqualTo(8);
        assertThat(run.wanted().at(200_000))
                .as("when the stable window has forgotten, halves at a time")
                .isEqualTo(1);
    }

    @Test
    void forecastsKnowTheSecondDayFromTheFirst() {
        Trace week = SyntheticTrace.WEEKEND.trace(5).scaled(0.15);
        TraceRun predicted = run(KnownPolicy.PREDICTIVE, week);
        Elasticity hpa = run(KnownPolicy.HPA, week).elasticity();

        assertThat(predicted.elasticity().underTime())
                .as("the time short of pods, where the HPA is short for " + hpa.underTime())
                .isLessThan(hpa.underTime() / 2);
    }

    @Test
    void holtWintersLearnsALineAndASeason() {
        HoltWinters line = new HoltWinters(1_000);
        IntStream.range(0, 300).forEach(i -> line.add(3 * i));
        assertThat(line.forecast(10)).as("a line goes on").isEqualTo(3 * 309, within(5.0));

        HoltWinters wave = new HoltWinters(24);
        IntStream.range(0, 24 * 6).forEach(i -> wave.add(100 + 50 * Math.sin(2 * Math.PI * i / 24)));
        assertThat(wave.forecast(7))
                .as("six hours after midnight is the height")
                .isEqualTo(150, within(6.0));
        assertThat(wave.forecast(19)).as("and twelve later the depth").isEqualTo(50, within(6.0));
    }

    /** Requests per second that need so many pods. */
    private static double pods(int pods) {
        return PAPER.sizing().pod().worthNeeding(pods) * PAPER.sizing().pod().roomMillicores() / COST;
    }

    private static Trace trace(int seconds, double... rates) {
        return new Trace("a trace", Optional.empty(), Duration.ofSeconds(seconds), rates, List.of());
    }

    private static TraceRun run(KnownPolicy policy, Trace trace) {
        Circumstances circumstances = circumstances(trace);
        return TraceSimulator.run(
                circumstances.demand(),
                PAPER.model(),
                Noise.none(PAPER.model()),
                policy.create(circumstances),
                1,
                20,
                SizedBy.CPU);
    }

    private static Circumstances circumstances(Trace trace) {
        return new Circumstances(
                PAPER.settings(),
                PAPER.model().controller(),
                Noise.none(PAPER.model()).syncPhase(PAPER.model()),
                PAPER.model().cpuRequestMillicores(),
                PAPER.model().started().plus(PAPER.model().ready()),
                PAPER.sizing().pod(),
                COST,
                new Demand(trace, PAPER.sizing().pod(), COST, 1));
    }
}
