package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.plan.Hold;
import io.scaleproof.loadtest.plan.Level;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.plan.Stage;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.HpaSettings.Policy;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.StageRun.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Scenarios for tests, here and in the report's package: the project's own settings, and broken ones. */
public final class Scenarios {
    public static final Instant STARTED = Instant.parse("2026-11-24T09:00:00Z");
    public static final Rules FAST_UP = rules(0, new Policy("Percent", 900, Duration.ofSeconds(15)));
    public static final Rules FAST_DOWN = rules(60, new Policy("Percent", 100, Duration.ofSeconds(15)));
    public static final Sizing SIZING = new Sizing(new FullPod(50, 3, 0.1, 0.02), 25, 25.8);

    private Scenarios() {}

    public static Rules rules(int window, Policy... policies) {
        return new Rules(Duration.ofSeconds(window), "Max", List.of(policies), 0.1);
    }

    public static HpaSettings hpa(int min, int max, Rules up, Rules down) {
        return new HpaSettings(
                "scaleproof", min, max, List.of(new Metric("Resource", "cpu", "Utilization", 50)), up, down);
    }

    public static Contract contract() {
        return new Contract(
                Optional.of(Duration.ofSeconds(60)),
                Optional.of(Duration.ofSeconds(75)),
                Optional.of(0L),
                Optional.of(0.0),
                Optional.of(Duration.ofMillis(250)),
                Optional.of(1),
                Optional.of(Duration.ofSeconds(150)),
                Optional.of(0),
                true,
                Optional.empty());
    }

    /** A plan of these tests' own, so that a better built-in plan leaves their figures alone. */
    public static Plan plan(int pods) {
        Level load = new Level.Needing(pods);
        return new Plan(
                "surge",
                "A sudden load that needs several pods, held, then taken away",
                List.of(
                        Stage.steady("baseline", Phase.BASELINE, new Level.Pods(0.4), held(10), 25),
                        Stage.steady("surge", Phase.SURGE, load, new Hold.UntilCapacity(Duration.ofMinutes(2)), 25),
                        Stage.steady("sustain", Phase.SUSTAIN, load, held(20), 25),
                        Stage.steady(
                                "quiet",
                                Phase.QUIET,
                                new Level.AtMost(10, 0.3),
                                new Hold.UntilMinimum(Duration.ofMinutes(7)),
                                1)));
    }

    /** A load whose rates stay as the plan's first guess has them. */
    public static Scenario untrimmed(Plan plan, Paper paper) {
        return new Scenario(
                plan.name(),
                plan.purpose(),
                OfferedStage.of(plan, paper.sizing()),
                paper.settings(),
                contract(),
                paper.model(),
                Weather.CALM,
                Optional.empty(),
                paper.signal());
    }

    private static Hold held(int seconds) {
        return new Hold.For(Duration.ofSeconds(seconds));
    }

    public static Scenario of(Plan plan, HpaSettings settings) {
        return Scenario.of(plan, SIZING, settings, contract(), Model.standard(50));
    }

    /** The project's own settings under a surge that needs 6 pods. */
    public static RunRecord surge() {
        return Simulator.run(of(plan(6), hpa(1, 10, FAST_UP, FAST_DOWN)), STARTED);
    }
}
