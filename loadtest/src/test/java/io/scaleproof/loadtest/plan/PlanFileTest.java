package io.scaleproof.loadtest.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaleproof.loadtest.record.StageRun.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFileTest {
    private static final String LUNCH = """
            name: lunch
            purpose: What happens at noon
            stages:
            - {name: morning, phase: baseline, pods: 0.4, for: 30s}
            - {name: noon, phase: surge, needs: 6, until: capacity, atMost: 2m}
            - {name: queue, phase: sustain, rate: 30, needs: 4, for: 1m}
            - {name: fade, phase: quiet, from: {needs: 6}, to: {pods: 0.3}, for: 1m}
            - {name: after, phase: quiet, rate: 10, until: minimum, atMost: 7m, millis: 1}
            """;

    @Test
    void everyFormOfStageIsRead() {
        assertThat(PlanFile.parse(LUNCH, "lunch.yaml", 25).stages())
                .containsExactly(
                        Stage.steady(
                                "morning",
                                Phase.BASELINE,
                                new Level.Pods(0.4),
                                new Hold.For(Duration.ofSeconds(30)),
                                25),
                        Stage.steady(
                                "noon",
                                Phase.SURGE,
                                new Level.Needing(6),
                                new Hold.UntilCapacity(Duration.ofMinutes(2)),
                                25),
                        Stage.steady(
                                "queue",
                                Phase.SUSTAIN,
                                new Level.Declared(30, 4),
                                new Hold.For(Duration.ofMinutes(1)),
                                25),
                        new Stage(
                                "fade",
                                Phase.QUIET,
                                new Level.Needing(6),
                                new Level.Pods(0.3),
                                new Hold.For(Duration.ofMinutes(1)),
                                25),
                        Stage.steady(
                                "after",
                                Phase.QUIET,
                                new Level.Declared(10, 0),
                                new Hold.UntilMinimum(Duration.ofMinutes(7)),
                                1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pods: 0.4, for: 30s         | pods: 0.4, for: 30       | stage 'morning': for is '30', which is no duration. Write it like 45s, 250ms or 2m
            phase: baseline             | phase: start             | x.yaml, stage 'morning': its phase is start; it is baseline, surge, sustain or quiet
            until: capacity, atMost: 2m | until: capacity          | x.yaml, stage 'noon': its end is unclear; give either for, or until together with atMost
            until: capacity             | until: enough            | x.yaml, stage 'noon': its until is 'enough'; it is capacity or minimum
            needs: 6, until             | needs: 0, until          | x.yaml, stage 'noon': its needs is 0.0; it is a whole number from 1 up
            pods: 0.4                   | pods: few                | x.yaml, stage 'morning': its pods is 'few'; it is a number from 0 up
            name: fade                  | nam: fade                | x.yaml, stage 4: it has no name
            name: fade                  | name: noon               | Plan 'lunch' has two stages named 'noon'. Give each its own name
            millis: 1                   | mills: 1                 | x.yaml, stage 'after': it has unknown keys [mills]; known are [atMost, for, from, millis, name, needs, phase, pods, rate, to, until]
            to: {pods: 0.3}, for: 1m    | to: {pod: 0.3}, for: 1m  | x.yaml, stage 'fade': to: it has unknown keys [pod]; known are [needs, pods, rate]
            name: lunch                 | # no name                | x.yaml: it has no name
            """)
    void whatIsWrongIsNamedWithItsPlaceAndWhatIsAllowed(String right, String wrong, String message) {
        assertThat(LUNCH).contains(right);
        assertThatThrownBy(() -> PlanFile.parse(LUNCH.replace(right, wrong), "x.yaml", 25))
                .hasMessage(message);
    }

    @Test
    void aSizeThatIsGivenTwiceIsRefused() {
        assertThatThrownBy(() -> PlanFile.parse(LUNCH.replace("pods: 0.4,", "pods: 0.4, rate: 3,"), "x.yaml", 25))
                .hasMessage(
                        "x.yaml, stage 'morning': its size is unclear; give one of pods (pods' worth), needs (pods that it"
                                + " shall need), or rate (requests per second, with needs where known)");
    }

    @Test
    void aLoadThatChangesNeedsAFixedLength() {
        assertThatThrownBy(() -> PlanFile.parse(
                        LUNCH.replace("to: {pods: 0.3}, for: 1m", "to: {pods: 0.3}, until: minimum, atMost: 1m"),
                        "x.yaml",
                        25))
                .hasMessage("Stage 'fade' changes its load, so it needs a fixed length ('for'), not an 'until'");
    }

    @Test
    void whatIsNoPlanIsRefused() {
        assertThatThrownBy(() -> PlanFile.parse("- a", "x.yaml", 25))
                .hasMessage("x.yaml: it is no plan; it needs a name and stages");
        assertThatThrownBy(() -> PlanFile.parse("name: empty", "x.yaml", 25))
                .hasMessage("Plan 'empty' has no stages. Give at least one");
    }

    @Test
    void aPlanOfDeclaredRatesNeedsNoSizing() {
        String rates = """
                name: rates
                stages:
                - {name: noon, phase: surge, rate: 30, needs: 4, for: 1m}
                """;
        assertThat(PlanFile.parse(rates, "x.yaml", 25).needsSizing()).isFalse();
        assertThat(PlanFile.parse(LUNCH, "x.yaml", 25).needsSizing()).isTrue();
    }
}
