package io.scaleproof.loadtest.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.simulate.Paper;
import io.scaleproof.loadtest.trace.SyntheticTrace;
import io.scaleproof.loadtest.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TunerTest {
    /** A target far too low and a scale-down far too slow: both waste pods, and both can be told. */
    private static final Map<String, String> WASTEFUL = Map.of(
            "scalingPreset", "careful", "scaleDownWindowSeconds", "600", "minReplicas", "1", "maxReplicas", "12");

    private static final Trace TEETH = SyntheticTrace.SAW_TOOTH.trace(2);

    @Test
    void findsWhatIsCheaperAndKeepsTheContract() {
        Tuning tuning = tune(WASTEFUL, within(90), 60, 1);

        assertThat(tuning.best().keepsContract()).isTrue();
        assertThat(tuning.today().keepsContract()).isTrue();
        assertThat(tuning.best().podHours())
                .as("the slow way down after every tooth costs "
                        + tuning.today().podHours())
                .isLessThan(0.9 * tuning.today().podHours());
        assertThat(tuning.changes().keySet()).containsAnyOf("scaleDownWindowSeconds", "scaleDownPolicies");
        assertThat(tuning.commands()).isNotEmpty().allMatch(command -> command.startsWith("pulumi config set "));
        assertThat(tuning.front()).isNotEmpty();
        assertThat(tuning.robustness()).hasSize(4);
        assertThat(TraceWords.tuning(tuning)).anyMatch(line -> line.startsWith("BEST: "));
    }

    @Test
    void theBestKeepsTheContractWithMoreTrafficToo() {
        Map<String, String> today = Map.of("maxReplicas", "12");
        Ground ground = ground(SyntheticTrace.DIURNAL.trace(1).averaged(90).faster(96), today);
        TraceClauses clauses = new TraceClauses(within(90));
        Headroom headroom = new Headroom(ground, clauses, today, 20);

        Tuning cheapest = new Tuner(60, 3, 1, 0, Set.of(), Set.of()).tune(ground, clauses, today, _ -> {});
        Tuning roomy = new Tuner(60, 3, 1, 20, Set.of(), Set.of()).tune(ground, clauses, today, _ -> {});

        assertThat(headroom.isLeftBy(cheapest.best().settings()))
                .as("the cheapest keeps it by a hair")
                .isFalse();
        assertThat(headroom.isLeftBy(roomy.best().settings())).isTrue();
        assertThat(roomy.best().keepsContract()).isTrue();
        assertThat(roomy.best().podHours()).isGreaterThan(cheapest.best().podHours());
    }

    @Test
    void theSameSeedFindsTheSame() {
        Tuning one = tune(WASTEFUL, within(90), 20, 5);
        Tuning other = tune(WASTEFUL, within(90), 20, 5);

        assertThat(other.best()).isEqualTo(one.best());
        assertThat(other.front()).isEqualTo(one.front());
        assertThat(other.searched()).isEqualTo(one.searched());
    }

    @Test
    void aContractThatNobodyCanKeepIsSaidAndNotHidden() {
        Contract fasterThanARequestCosts = new Contract(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofMillis(1)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
        Tuning tuning = tune(Map.of("maxReplicas", "12"), fasterThanARequestCosts, 20, 1);

        assertThat(tuning.best().keepsContract()).isFalse();
        assertThat(TraceWords.verdict(tuning)).startsWith("NOTHING KEEPS IT");
    }

    @Test
    void whatIsToBeKeptStaysAndWhatMayBeVariedIs() {
        Ground ground = ground(WASTEFUL);
        Space space = Space.around(ground, Set.of("minReplicas"), Set.of("syncPeriod"));

        assertThat(space.values().keySet()).contains("syncPeriod").doesNotContain("minReplicas", "metricsResolution");
        space.values()
                .forEach((name, values) -> assertThat(values)
                        .as("today's %s is among them", name)
                        .contains(space.today().get(name)));
        assertThatThrownBy(() -> Space.around(ground, Set.of("speed"), Set.of()))
                .hasMessageStartingWith(
                        "--keep names [speed]; it may name [maxReplicas, metricsResolution, minReplicas");
        assertThatThrownBy(() -> Space.around(ground, Set.of(), Set.of("minReplicas")))
                .hasMessage("--vary names [minReplicas]; it may name [metricsResolution, scaleOn, syncPeriod]");
    }

    @Test
    void aPodIsFullAtTodaysTargetWhateverIsTried() {
        Ground ground = ground(Map.of("maxReplicas", "12"));
        TraceClauses clauses = new TraceClauses(within(90));
        Paper emptier = Paper.of(Map.of("maxReplicas", "12", "targetCpuUtilization", "90"));

        assertThat(clauses.excess(ground.run(emptier, 1), ground.run(emptier, 1).elasticity()))
                .as("pods that may be nearly twice as full leave the load short of them for good")
                .isPositive();
    }

    /** Jumps that need eight pods within 16 seconds: a CPU figure is older than that. */
    @Test
    void whereCpuIsTooSlowAnotherMetricIsFound() {
        Map<String, String> given = Map.of("maxReplicas", "12");
        double[] rates = new double[180];
        Arrays.setAll(rates, i -> i / 20 % 2 == 0 ? 1 : 10);
        Ground ground = ground(new Trace("jumps", Optional.empty(), Duration.ofSeconds(30), rates, List.of()), given);
        TraceClauses clauses = new TraceClauses(within(16));
        Tuner cpu = new Tuner(60, 4, 1, 0, Set.of("minReplicas"), Set.of());
        Tuner any = new Tuner(60, 4, 1, 0, Set.of("minReplicas"), Set.of("scaleOn"));

        assertThat(cpu.tune(ground, clauses, given, _ -> {}).best().settings())
                .as("what need not be varied is kept")
                .containsEntry("scaleOn", "cpu")
                .doesNotContainKey("requestWindowSeconds");
        Tuning found = any.tune(ground, clauses, given, _ -> {});
        assertThat(found.best().settings().get("scaleOn")).isNotEqualTo("cpu");
        assertThat(found.best().excess())
                .isLessThan(cpu.tune(ground, clauses, given, _ -> {}).best().excess());
        assertThat(String.join("\n", found.commands()))
                .contains("pulumi config set scaleOn request", "monitoring install");
        assertThat(String.join("\n", found.patch())).contains("type: Pods", "http_requests_", "AverageValue");
    }

    @Test
    void aTargetOfRequestsIsVariedAsItWasGiven() {
        Ground ground = ground(Map.of("scaleOn", "requestRate", "targetRequestRate", "4"));

        assertThat(Space.around(ground, Set.of(), Set.of()).values().get("targetRequestRate"))
                .containsExactly("2", "2.4", "2.8", "3.2", "3.6", "4", "4.4", "4.8");
        assertThat(Space.around(ground(Map.of("scaleOn", "requestsInFlight")), Set.of(), Set.of())
                        .values())
                .as("derived, it goes with CPU's")
                .containsKeys("targetCpuUtilization", "requestWindowSeconds");
        assertThatThrownBy(() -> Space.around(ground, Set.of(), Set.of("scaleOn")))
                .hasMessage(
                        "--vary scaleOn derives every target from targetCpuUtilization, and targetRequestRate is given:"
                                + " leave it out, or leave scaleOn out");
    }

    @Test
    void settingsAreWrittenAsTheyAreTyped() {
        Map<String, String> today = SettingsText.of(Paper.of(Map.of("scalingPreset", "careful")));

        assertThat(today)
                .containsEntry("scaleUpPolicies", "4pods/15s,100%/15s")
                .containsEntry("scaleDownPolicies", "10%/60s")
                .containsEntry("scaleDownWindowSeconds", "300")
                .containsEntry("targetCpuUtilization", "50");
        assertThat(SettingsText.of(Paper.of(today))).as("and read back alike").isEqualTo(today);
        assertThat(SettingsText.commands(Space.with(today, "scaleDownWindowSeconds", "30"), today))
                .containsExactly("pulumi config set scaleDownWindowSeconds 30");
        assertThat(SettingsText.patch(Paper.of(Map.of("scaleUpTolerance", "0.05"))))
                .contains(
                        "  maxReplicas: 10",
                        "      - {type: Percent, value: 100, periodSeconds: 15}",
                        "      tolerance: 0.05");
    }

    @Test
    void theFrontHasWhatNoneBeatsInBoth() {
        List<Trial> front = Trial.front(List.of(trial(5, 0.3), trial(6, 0.1), trial(7, 0.2), trial(8, 0.05)).stream());

        assertThat(front).extracting(Trial::podHours).containsExactly(5.0, 6.0, 8.0);
    }

    @Test
    void aContractThatAsksNothingOfTrafficIsRefused() {
        Contract only = new Contract(
                Optional.of(Duration.ofSeconds(60)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());

        assertThatThrownBy(() -> new TraceClauses(only)).hasMessageContaining("--require capacityWithin=90s");
        assertThat(new TraceClauses(within(90)).notJudged()).isEmpty();
    }

    private static Trial trial(double podHours, double late) {
        return new Trial(Map.of(), 1, 1, podHours, late, 0, 0, 0, 0, 0);
    }

    private static Contract within(int seconds) {
        return new Contract(
                Optional.empty(),
                Optional.of(Duration.ofSeconds(seconds)),
                Optional.of(0L),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    private static Ground ground(Map<String, String> settings) {
        return ground(TEETH, settings);
    }

    private static Ground ground(Trace trace, Map<String, String> settings) {
        Paper today = Paper.of(settings);
        double cost = today.sizing().costMillis(25);
        return new Ground(
                trace.scaled(today.sizing().pod().worthNeeding(8)
                        * today.sizing().pod().roomMillicores()
                        / cost
                        / trace.peak()),
                today,
                cost);
    }

    private static Tuning tune(Map<String, String> settings, Contract contract, int candidates, long seed) {
        List<String> said = new ArrayList<>();
        Tuning tuning = new Tuner(candidates, 3, seed, 10, Set.of(), Set.of())
                .tune(ground(settings), new TraceClauses(contract), settings, said::add);
        assertThat(said).as("it says how it goes").hasSizeBetween(2, 3);
        return tuning;
    }
}
