package io.scaleproof.loadtest.trials;

import static io.scaleproof.loadtest.trials.PlanKind.FADE_OUT;
import static io.scaleproof.loadtest.trials.PlanKind.RAMP;
import static io.scaleproof.loadtest.trials.PlanKind.RATES;
import static io.scaleproof.loadtest.trials.PlanKind.SPIKE;
import static io.scaleproof.loadtest.trials.PlanKind.STAIRCASE;
import static io.scaleproof.loadtest.trials.PlanKind.SURGE;
import static io.scaleproof.loadtest.trials.PlanKind.TWO_PEAKS;
import static io.scaleproof.loadtest.trials.Stack.policy;
import static io.scaleproof.loadtest.trials.Stack.rules;

import io.scaleproof.loadtest.record.HpaSettings.Policy;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is broken about a stack: so much of it that no noise hides it. */
enum Defect {
    LONG_SCALE_DOWN_WINDOW(Set.of("backToMinimumWithin"), Set.of(), "the scale-down window is 900 s") {
        @Override
        void plant(Stack stack) {
            stack.down = rules(900, policy("Percent", 100, 15));
            keepBehavior(stack);
        }
    },
    NO_SCALE_DOWN(Set.of("backToMinimumWithin"), Set.of(), "scaling down is disabled") {
        @Override
        void plant(Stack stack) {
            stack.down = new Rules(Duration.ofMinutes(1), "Disabled", List.of(policy("Percent", 100, 15)), 0.1);
            keepBehavior(stack);
        }
    },
    POD_BY_POD_DOWN(Set.of("backToMinimumWithin"), Set.of(), "the scale-down policies allow 1 pods per 90 s") {
        @Override
        void plant(Stack stack) {
            stack.down = rules(60, policy("Pods", 1, 90));
            keepBehavior(stack);
        }

        @Override
        int fewestPods() {
            return 9;
        }
    },
    RESTLESS_PODS(Set.of("backToMinimumWithin"), Set.of(), "they use it by themselves") {
        @Override
        void plant(Stack stack) {
            stack.restlessMillicores = 0.95 * stack.roomMillicores();
            stack.restlessFrom = PlanKind.endOfRates(new Limits(stack).contract());
        }

        @Override
        Set<PlanKind> plans() {
            return EnumSet.of(RATES);
        }
    },
    POD_BY_POD_UP(Set.of("capacityWithin"), Set.of("p99AtCapacityWithin"), "scale-up policy held it back") {
        @Override
        void plant(Stack stack) {
            stack.up = rules(0, policy("Pods", 1, 300));
            stack.down = rules(60, policy("Percent", 100, 15));
        }
    },
    LOW_MAXIMUM(Set.of("capacityWithin"), Set.of(), "maxReplicas") {
        @Override
        void plant(Stack stack) {
            stack.max = Math.max(stack.min + 1, stack.pods / 2);
        }

        @Override
        int fewestPods() {
            return 6;
        }
    },
    NO_NODE(Set.of("capacityWithin"), Set.of("backToMinimumWithin"), "for a node") {
        @Override
        void plant(Stack stack) {
            stack.nodeWait = Duration.ofHours(3);
        }
    },
    SLOW_START(Set.of("capacityWithin"), Set.of("backToMinimumWithin"), "ready") {
        @Override
        void plant(Stack stack) {
            stack.warming = Duration.ofMinutes(20);
        }
    },
    NO_SCALE_UP(Set.of("firstScaleUpWithin", "capacityWithin"), Set.of(), "scaling up is disabled") {
        @Override
        void plant(Stack stack) {
            stack.up = new Rules(Duration.ZERO, "Disabled", List.of(policy("Pods", 4, 15)), 0.1);
            stack.down = rules(60, policy("Percent", 100, 15));
        }
    },
    LONG_SCALE_UP_WINDOW(Set.of("firstScaleUpWithin", "capacityWithin"), Set.of(), "the scale-up window held it back") {
        @Override
        void plant(Stack stack) {
            stack.up = rules(900, policy("Pods", stack.max, 15));
            stack.down = rules(60, policy("Percent", 100, 15));
        }
    },
    BLIND(Set.of("firstScaleUpWithin", "capacityWithin"), Set.of(), "blind") {
        @Override
        void plant(Stack stack) {
            stack.blind = true;
        }

        // Without anything measured it takes a calibration to know that there is load.
        @Override
        Set<PlanKind> plans() {
            return EnumSet.of(SURGE, RAMP, STAIRCASE, TWO_PEAKS, FADE_OUT);
        }
    },
    RARE_METRICS(
            Set.of("firstScaleUpWithin"),
            Set.of("capacityWithin", "backToMinimumWithin"),
            "the metrics API had nothing new for") {
        @Override
        void plant(Stack stack) {
            // The round just before the surge, and no other for two minutes.
            stack.resolution = Duration.ofMinutes(2);
            stack.metricsPhase = Duration.ofSeconds(8);
            stack.losesMetrics = false;
        }

        @Override
        boolean showsOnMinikube() {
            return false;
        }

        @Override
        Set<PlanKind> plans() {
            return EnumSet.of(SURGE, TWO_PEAKS, FADE_OUT, RATES);
        }
    },
    DROPS(Set.of("failedRequestsAtMost", "failedRateAtMost"), Set.of(), "being deleted then") {
        @Override
        void plant(Stack stack) {
            stack.droppedWhileLeaving = 0.5;
        }
    },
    SHORT_QUEUE(
            Set.of("failedRequestsAtMost", "failedRateAtMost"),
            Set.of("p99AtCapacityWithin", "capacityWithin", "backToMinimumWithin"),
            "queue full") {
        @Override
        void plant(Stack stack) {
            stack.limitMillicores = stack.idleMillicores
                    + Math.min(stack.requestMillicores, stack.pods * stack.roomMillicores() / (2.5 * stack.min));
            stack.queue = Duration.ofMillis(500);
        }

        @Override
        Set<PlanKind> plans() {
            return EnumSet.of(SURGE, TWO_PEAKS, FADE_OUT, RATES, SPIKE);
        }

        @Override
        int fewestPods() {
            return 6;
        }
    },
    SLOW_SERVICE(Set.of("p99AtCapacityWithin"), Set.of(), "slow although there are enough") {
        @Override
        void plant(Stack stack) {
            stack.answersSlower = 60;
        }
    },
    BURNING_START(
            Set.of("overshootAtMost"),
            Set.of("noScaleUpWithoutLoad", "backToMinimumWithin"),
            "a start that burns CPU reads as load") {
        @Override
        void plant(Stack stack) {
            stack.youngMillicores = 4 * stack.fullMillicores();
            stack.young = stack.resolution.multipliedBy(3);
            stack.limitMillicores += stack.youngMillicores;
            stack.max = 8 * stack.pods;
        }

        @Override
        boolean showsOnMinikube() {
            return false;
        }

        @Override
        Set<PlanKind> plans() {
            return EnumSet.of(SURGE, TWO_PEAKS, FADE_OUT, RATES);
        }
    },
    FLAPPING(
            Set.of("reversalsAtMost"),
            Set.of("overshootAtMost", "noScaleUpWithoutLoad", "capacityWithin", "p99AtCapacityWithin"),
            "-> ") {
        @Override
        void plant(Stack stack) {
            stack.up = new Rules(Duration.ZERO, "Max", List.of(policy("Pods", stack.max, 15)), 0.0);
            stack.down = new Rules(Duration.ZERO, "Max", List.of(policy("Percent", 100, 15)), 0.0);
            stack.alternates = true;
            stack.noise = 0.06;
            stack.losesMetrics = false;
            stack.missesSyncs = false;
        }

        @Override
        boolean showsOnMinikube() {
            return false;
        }

        @Override
        Set<PlanKind> plans() {
            return EnumSet.of(RATES);
        }

        @Override
        int fewestPods() {
            return 9;
        }
    };

    private static final Set<PlanKind> LONG = EnumSet.of(SURGE, RAMP, STAIRCASE, TWO_PEAKS, FADE_OUT, RATES);

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is
    private final Set<String> breaks;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> mayBreak;

    private final String cause;

    /**
     * @param breaks clauses that it breaks for certain
     * @param mayBreak clauses that it may break, too
     * @param cause what the reason of each clause that it breaks has to say
     */
    Defect(Set<String> breaks, Set<String> mayBreak, String cause) {
        this.breaks = breaks;
        this.mayBreak = mayBreak;
        this.cause = cause;
    }

    abstract void plant(Stack stack);

    /** Whether it shows where metrics come once a minute. */
    boolean showsOnMinikube() {
        return true;
    }

    Set<String> breaks() {
        return breaks;
    }

    Set<String> mayBreak() {
        return mayBreak;
    }

    String cause() {
        return cause;
    }

    /** The plans that show it. */
    Set<PlanKind> plans() {
        return LONG;
    }

    /** Beyond the minimum, for it to show. */
    int fewestPods() {
        return 4;
    }

    private static void keepBehavior(Stack stack) {
        if (!stack.hasBehavior()) {
            stack.up = rules(0, new Policy("Pods", stack.max, Duration.ofSeconds(15)));
        }
    }
}
