package io.scaleproof.loadtest.trials;

import static io.scaleproof.loadtest.plan.Stage.steady;

import io.scaleproof.loadtest.plan.BuiltInPlan;
import io.scaleproof.loadtest.plan.BuiltInPlan.Requests;
import io.scaleproof.loadtest.plan.Hold;
import io.scaleproof.loadtest.plan.Level;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.plan.Stage;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.StageRun.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The load of a trial: the plans that come with the load test, and some that people write. */
enum PlanKind {
    SURGE {
        @Override
        Plan of(Stack stack, Contract contract, Chance chance) {
            return BuiltInPlan.SURGE.plan(stack.pods, requests(stack));
        }
    },
    RAMP {
        @Override
        Plan of(Stack stack, Contract contract, Chance chance) {
            return BuiltInPlan.RAMP.plan(stack.pods, requests(stack));
        }
    },
    SPIKE {
        @Override
        Plan of(Stack stack, Contract contract, Chance chance) {
            return BuiltInPlan.SPIKE.plan(stack.pods, requests(stack));
        }

        // Ten seconds of load may pass before anybody looks, so that what follows from a scale-up need not be asked.
        @Override
        Contract asks(Contract contract) {
            return new Contract(
                    Optional.empty(),
                    Optional.empty(),
                    contract.failedRequestsAtMost(),
                    contract.failedRateAtMost(),
                    Optional.empty(),
                    contract.overshootAtMost(),
                    Optional.empty(),
                    Optional.empty(),
                    contract.noScaleUpWithoutLoad(),
                    contract.metricsAgeAtMost());
        }
    },
    SOAK {
        @Override
        Plan of(Stack stack, Contract contract, Chance chance) {
            return BuiltInPlan.SOAK.plan(stack.pods, requests(stack));
        }
    },
    STAIRCASE {
        @Override
        Plan of(Stack stack, Contract contract, Chance chance) {
            return BuiltInPlan.STAIRCASE.plan(stack.pods, requests(stack));
        }

        @Override
        int fewestPods() {
            return 5;
        }
    },
    TWO_PEAKS {
        @Override
        Plan of(Stack stack, Contract contract, Chance chance) {
            int millis = stack.requestMillis;
            Level load = new Level.Needing(stack.pods);
            return new Plan(
                    "two peaks",
                    "Noon and evening",
                    List.of(
                            steady("baseline", Phase.BASELINE, LOW, held(10), millis),
                            steady("noon", Phase.SURGE, load, UNTIL_CAPACITY, millis),
                            steady("settle", Phase.SURGE, load, held(5), millis),
                            steady("noon goes on", Phase.SUSTAIN, load, held(20), millis),
                            steady("trough", Phase.QUIET, new Level.Pods(0.3), held(chance.whole(20, 200)), millis),
                            steady("evening", Phase.SURGE, load, UNTIL_CAPACITY, millis),
                            steady("evening goes on", Phase.SURGE, load, held(20), millis),
                            quiet()));
        }
    },
    FADE_OUT {
        @Override
        Plan of(Stack stack, Contract contract, Chance chance) {
            int millis = stack.requestMillis;
            Level load = new Level.Needing(stack.pods);
            return new Plan(
                    "fade-out",
                    "A load that goes slowly",
                    List.of(
                            steady("baseline", Phase.BASELINE, LOW, held(10), millis),
                            steady("surge", Phase.SURGE, load, UNTIL_CAPACITY, millis),
                            steady("settle", Phase.SURGE, load, held(5), millis),
                            steady("sustain", Phase.SUSTAIN, load, held(20), millis),
                            new Stage("fade", Phase.QUIET, load, LOW, held(chance.whole(60, 180)), millis),
                            quiet()));
        }
    },
    RATES {
        @Override
        Plan of(Stack stack, Contract contract, Chance chance) {
            int millis = stack.requestMillis;
            double perPod = stack.roomMillicores() / stack.believedCost;
            Level low = new Level.Declared(0.4 * perPod, 0);
            Level load = new Level.Declared(chance.between(stack.pods - 0.8, stack.pods + 0.5) * perPod, 0);
            int wait = (int) endOfRates(contract).toSeconds() - 30;
            return new Plan(
                    "rates",
                    "Rates of which nobody says how many pods they need",
                    List.of(
                            steady("baseline", Phase.BASELINE, low, held(10), millis),
                            steady("surge", Phase.SURGE, load, held(wait), millis),
                            steady("sustain", Phase.SUSTAIN, load, held(20), millis),
                            steady("quiet", Phase.QUIET, new Level.Declared(1, 0), UNTIL_MINIMUM, 1)));
        }
    };

    private static final Level LOW = new Level.Pods(0.4);
    private static final Hold UNTIL_CAPACITY = new Hold.UntilCapacity(Duration.ofMinutes(2));
    private static final Hold UNTIL_MINIMUM = new Hold.UntilMinimum(Duration.ofMinutes(7));
    private static final Duration BEYOND_THE_LIMIT = Duration.ofSeconds(30);

    abstract Plan of(Stack stack, Contract contract, Chance chance);

    /** The clauses of {@code contract} that such a load can show. */
    Contract asks(Contract contract) {
        return contract;
    }

    /** Beyond the minimum. */
    int fewestPods() {
        return 1;
    }

    /** The plan, waiting for its goals as long as the load test waits. */
    Plan plan(Stack stack, Contract contract, Chance chance) {
        return of(stack, contract, chance)
                .waiting(
                        contract.capacityWithin().orElseThrow().plus(BEYOND_THE_LIMIT),
                        contract.backToMinimumWithin().orElseThrow().plus(BEYOND_THE_LIMIT));
    }

    /** When the load of {@link #RATES}, which waits for nothing, is over. */
    static Duration endOfRates(Contract contract) {
        return contract.capacityWithin().orElseThrow().plusSeconds(60);
    }

    private static Requests requests(Stack stack) {
        return new Requests(stack.requestMillis, 1);
    }

    private static Stage quiet() {
        return steady("quiet", Phase.QUIET, new Level.AtMost(5, 0.3), UNTIL_MINIMUM, 1);
    }

    private static Hold held(int seconds) {
        return new Hold.For(Duration.ofSeconds(seconds));
    }
}
