package io.scaleproof.loadtest.plan;

import static io.scaleproof.loadtest.plan.Stage.steady;
import static java.time.Duration.ofMinutes;

import io.scaleproof.loadtest.run.StageRun.Phase;
import java.time.Duration;
import java.util.List;

/** The plans that come with the load test. */
public enum BuiltInPlan {
    SURGE("A sudden load that needs several pods, held, then taken away") {
        @Override
        List<Stage> stages(int pods, int millis) {
            return List.of(
                    baseline(millis),
                    steady("surge", Phase.SURGE, needing(pods), UNTIL_CAPACITY, millis),
                    steady("sustain", Phase.SUSTAIN, needing(pods), held(20), millis),
                    quiet());
        }
    },
    RAMP("A load that grows over two minutes until it needs several pods") {
        @Override
        List<Stage> stages(int pods, int millis) {
            return List.of(
                    baseline(millis),
                    new Stage("ramp", Phase.SURGE, BELOW_ONE, needing(pods), held(120), millis),
                    steady("top", Phase.SURGE, needing(pods), UNTIL_CAPACITY, millis),
                    steady("sustain", Phase.SUSTAIN, needing(pods), held(20), millis),
                    quiet());
        }
    },
    SPIKE("A load too short to be worth scaling for twice: one reaction at most, and no flapping") {
        @Override
        List<Stage> stages(int pods, int millis) {
            return List.of(
                    baseline(millis),
                    steady("spike", Phase.SURGE, needing(pods), held(10), millis),
                    steady("after", Phase.QUIET, new Level.Rate(LIGHT_RATE), held(60), LIGHT_MILLIS),
                    quiet());
        }
    },
    SOAK("A surge held for half an hour: what leaks or drifts shows") {
        @Override
        List<Stage> stages(int pods, int millis) {
            return List.of(
                    baseline(millis),
                    steady("surge", Phase.SURGE, needing(pods), UNTIL_CAPACITY, millis),
                    steady("sustain", Phase.SUSTAIN, needing(pods), new Hold.For(ofMinutes(30)), millis),
                    quiet());
        }
    },
    STAIRCASE("Three steps up and two down, each held until it is served") {
        @Override
        List<Stage> stages(int pods, int millis) {
            int low = Math.max(2, Math.round(pods / 3f));
            int middle = Math.max(low + 1, Math.round(pods * 2 / 3f));
            int high = Math.max(middle + 1, pods);
            return List.of(
                    baseline(millis),
                    steady("step 1", Phase.SURGE, needing(low), UNTIL_CAPACITY, millis),
                    steady("hold 1", Phase.SUSTAIN, needing(low), held(15), millis),
                    steady("step 2", Phase.SURGE, needing(middle), UNTIL_CAPACITY, millis),
                    steady("hold 2", Phase.SUSTAIN, needing(middle), held(15), millis),
                    steady("step 3", Phase.SURGE, needing(high), UNTIL_CAPACITY, millis),
                    steady("hold 3", Phase.SUSTAIN, needing(high), held(15), millis),
                    steady("down", Phase.QUIET, needing(low), held(90), millis),
                    quiet());
        }
    };

    private static final Hold UNTIL_CAPACITY = new Hold.UntilCapacity(ofMinutes(2));
    private static final Hold UNTIL_MINIMUM = new Hold.UntilMinimum(ofMinutes(7));
    private static final Level BELOW_ONE = new Level.Pods(0.4);

    /**
     * While pods go, requests should be many (each is a chance to be dropped) and cost little (or the pods would have to
     * stay).
     */
    private static final int LIGHT_MILLIS = 1;

    private static final double LIGHT_RATE = 10;

    private final String purpose;

    BuiltInPlan(String purpose) {
        this.purpose = purpose;
    }

    abstract List<Stage> stages(int pods, int millis);

    /** The plan's name as one types it. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public String purpose() {
        return purpose;
    }

    /**
     * The plan for a load that needs {@code pods} pods, of requests that burn {@code millis} of CPU time each.
     *
     * @throws IllegalArgumentException when pods is below 2: a load that the minimum serves scales nothing
     */
    public Plan plan(int pods, int millis) {
        if (pods < 2) {
            throw new IllegalArgumentException(
                    "A load that needs %d pod scales nothing. Give --pods 2 or more".formatted(pods));
        }
        return new Plan(label(), purpose, stages(pods, millis));
    }

    private static Stage baseline(int millis) {
        return steady("baseline", Phase.BASELINE, BELOW_ONE, held(10), millis);
    }

    private static Stage quiet() {
        return steady("quiet", Phase.QUIET, new Level.Rate(LIGHT_RATE), UNTIL_MINIMUM, LIGHT_MILLIS);
    }

    private static Level needing(int pods) {
        return new Level.Needing(pods);
    }

    private static Hold held(int seconds) {
        return new Hold.For(Duration.ofSeconds(seconds));
    }
}
