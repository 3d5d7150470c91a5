package io.scaleproof.loadtest.plan;

import static io.scaleproof.loadtest.plan.Stage.steady;
import static java.time.Duration.ofMinutes;

import io.scaleproof.loadtest.record.StageRun.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The plans that come with the load test. */
public enum BuiltInPlan {
    SURGE("A sudden load that needs several pods, held, then taken away") {
        @Override
        List<Stage> stages(int pods, Requests requests) {
            return List.of(
                    baseline(requests),
                    steady("surge", Phase.SURGE, needing(pods), UNTIL_CAPACITY, requests.normalMillis()),
                    settle("settle", pods, requests),
                    steady("sustain", Phase.SUSTAIN, needing(pods), held(20), requests.normalMillis()),
                    quiet(requests));
        }
    },
    RAMP("A load that grows over two minutes until it needs several pods") {
        @Override
        List<Stage> stages(int pods, Requests requests) {
            return List.of(
                    baseline(requests),
                    new Stage("ramp", Phase.SURGE, BELOW_ONE, needing(pods), held(120), requests.normalMillis()),
                    steady("top", Phase.SURGE, needing(pods), UNTIL_CAPACITY, requests.normalMillis()),
                    settle("settle", pods, requests),
                    steady("sustain", Phase.SUSTAIN, needing(pods), held(20), requests.normalMillis()),
                    quiet(requests));
        }
    },
    SPIKE("A load too short to be worth scaling for twice: one reaction at most, and no flapping") {
        @Override
        List<Stage> stages(int pods, Requests requests) {
            return List.of(
                    baseline(requests),
                    steady("spike", Phase.SURGE, needing(pods), held(10), requests.normalMillis()),
                    steady("after", Phase.QUIET, LIGHT, held(60), requests.lightMillis()),
                    quiet(requests));
        }
    },
    SOAK("A surge held for half an hour: what leaks or drifts shows") {
        @Override
        List<Stage> stages(int pods, Requests requests) {
            return List.of(
                    baseline(requests),
                    steady("surge", Phase.SURGE, needing(pods), UNTIL_CAPACITY, requests.normalMillis()),
                    settle("settle", pods, requests),
                    steady(
                            "sustain",
                            Phase.SUSTAIN,
                            needing(pods),
                            new Hold.For(ofMinutes(30)),
                            requests.normalMillis()),
                    quiet(requests));
        }
    },
    STAIRCASE("Three steps up and two down, each held until it is served") {
        @Override
        List<Stage> stages(int pods, Requests requests) {
            int low = Math.max(2, Math.round(pods / 3f));
            int middle = Math.max(low + 1, Math.round(pods * 2 / 3f));
            int high = Math.max(middle + 1, pods);
            return List.of(
                    baseline(requests),
                    steady("step 1", Phase.SURGE, needing(low), UNTIL_CAPACITY, requests.normalMillis()),
                    settle("settle 1", low, requests),
                    steady("hold 1", Phase.SUSTAIN, needing(low), held(15), requests.normalMillis()),
                    steady("step 2", Phase.SURGE, needing(middle), UNTIL_CAPACITY, requests.normalMillis()),
                    settle("settle 2", middle, requests),
                    steady("hold 2", Phase.SUSTAIN, needing(middle), held(15), requests.normalMillis()),
                    steady("step 3", Phase.SURGE, needing(high), UNTIL_CAPACITY, requests.normalMillis()),
                    settle("settle 3", high, requests),
                    steady("hold 3", Phase.SUSTAIN, needing(high), held(15), requests.normalMillis()),
                    steady("down", Phase.QUIET, needing(low), held(90), requests.normalMillis()),
                    quiet(requests));
        }
    };

    private static final Hold UNTIL_CAPACITY = new Hold.UntilCapacity(ofMinutes(2));
    private static final Hold UNTIL_MINIMUM = new Hold.UntilMinimum(ofMinutes(7));
    private static final Level BELOW_ONE = new Level.Pods(0.4);

    /**
     * While pods go, requests should be many (each is a chance to be dropped) and cost little (or the pods would have to
     * stay). What pods are asked this seldom costs up to three times what it does in a burst, on cold caches, and that is not
     * measurable while many pods rest; so that few are sent.
     */
    private static final Level LIGHT = new Level.AtMost(0.5, 0.15);

    private final String purpose;

    BuiltInPlan(String purpose) {
        this.purpose = purpose;
    }

    abstract List<Stage> stages(int pods, Requests requests);

    /** The plan's name as one types it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String purpose() {
        return purpose;
    }

    /**
     * CPU time that requests ask for.
     *
     * @param normalMillis while there is load
     * @param lightMillis while there is next to none
     */
    public record Requests(int normalMillis, int lightMillis) {}

    /** The same with requests that ask for {@code millis} of CPU time, and for 1 ms while there is next to no load. */
    public Plan plan(int pods, int millis) {
        return plan(pods, new Requests(millis, 1));
    }

    /**
     * The plan for a load that needs {@code pods} pods.
     *
     * @throws IllegalArgumentException when pods is below 2: a load that the minimum serves scales nothing
     */
    public Plan plan(int pods, Requests requests) {
        if (pods < 2) {
            throw new IllegalArgumentException(
                    "A load that needs %d pod scales nothing. Give --pods 2 or more".formatted(pods));
        }
        return new Plan(label(), purpose, stages(pods, requests));
    }

    private static Stage baseline(Requests requests) {
        return steady("baseline", Phase.BASELINE, BELOW_ONE, held(10), requests.normalMillis());
    }

    /** What waited for the capacity is worked off, so that latency at capacity is not that of the wait for it. */
    private static Stage settle(String name, int pods, Requests requests) {
        return steady(name, Phase.SURGE, needing(pods), held(5), requests.normalMillis());
    }

    private static Stage quiet(Requests requests) {
        return steady("quiet", Phase.QUIET, LIGHT, UNTIL_MINIMUM, requests.lightMillis());
    }

    private static Level needing(int pods) {
        return new Level.Needing(pods);
    }

    private static Hold held(int seconds) {
        return new Hold.For(Duration.ofSeconds(seconds));
    }
}
