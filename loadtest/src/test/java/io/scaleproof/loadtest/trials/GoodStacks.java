package io.scaleproof.loadtest.trials;

import static io.scaleproof.loadtest.trials.Stack.policy;
import static io.scaleproof.loadtest.trials.Stack.rules;

import java.time.Duration;
import java.util.List;

/** Makes stacks that keep the contract of {@link Limits} by construction, whatever the phases of metrics and syncs. */
final class GoodStacks {
    private static final double MINIKUBE = 0.2;

    private final Chance chance;

    GoodStacks(Chance chance) {
        this.chance = chance;
    }

    Stack any(PlanKind plan, int fewestPods) {
        Stack stack = new Stack();
        stack.min = chance.whole(1, 3);
        // A fifth fewer than are wanted must still be more than the minimum is left with.
        stack.pods = Math.max(plan.fewestPods(), fewestPods)
                + stack.min
                + (int) Math.ceil(stack.min / 2.0)
                + (chance.once(0.7) ? chance.whole(0, 6) : chance.whole(7, 24));
        stack.max = 2 * stack.pods + 4;
        stack.targetPercent = chance.whole(30, 80);
        stack.requestMillicores = chance.whole(5, 50) * 10;
        stack.idleMillicores = Math.min(chance.between(1, 12), stack.fullMillicores() * 0.3);
        stack.idleMistaken = chance.between(-1, 1);
        pods(stack);
        load(stack);
        happenings(stack);
        scaling(stack);
        return stack;
    }

    private void pods(Stack stack) {
        Duration start = chance.seconds(1, 20);
        stack.starting = Duration.ofMillis(start.toMillis() / 300 * 100);
        stack.warming = start.minus(stack.starting);
        // A second of it may get into a window of metrics that counts, for stamps are cut to seconds.
        stack.startCpuMillis = chance.between(0.1, 0.8) * stack.fullMillicores() * stack.warming.toMillis() / 1e3;
        stack.queue = Duration.ofSeconds(10);
        double load = stack.pods * stack.roomMillicores();
        stack.limitMillicores = Math.max(2 * stack.requestMillicores, 1.8 * load / stack.min + stack.idleMillicores);
    }

    private void load(Stack stack) {
        stack.requestMillis = chance.whole(10, 50);
        stack.believedCost = stack.requestMillis + chance.between(0.3, 2);
        stack.costFactor = chance.between(0.8, 1.2);
        stack.drift = chance.once(0.5) ? chance.between(0, 0.25) : 0;
    }

    private void happenings(Stack stack) {
        stack.resolution = Duration.ofSeconds(chance.once(MINIKUBE) ? 60 : 15);
        stack.metricsPhase = chance.seconds(0, stack.resolution.toSeconds() - 0.1);
        stack.syncPhase = chance.seconds(0, 14.9);
        stack.noise = chance.between(0, 0.04);
        stack.losesMetrics = chance.once(0.3);
        stack.missesSyncs = chance.once(0.3);
        stack.readsCounters = chance.once(0.5);
        stack.nodeWait = chance.once(0.2) ? chance.seconds(1, 20) : Duration.ZERO;
        if (chance.once(0.3)) {
            stack.stallFrom = chance.seconds(1, 12);
            stack.stallFor = chance.seconds(0.2, 0.9);
        }
    }

    private void scaling(Stack stack) {
        if (chance.once(0.2)) {
            stack.withoutBehavior();
            return;
        }
        stack.up = chance.once(0.5)
                ? rules(0, policy("Pods", stack.max, 15))
                : rules(0, policy("Pods", 4, 15), policy("Percent", 100, 15));
        // Less than what the metrics lag behind would be flapping waiting to happen.
        int window = stack.resolution.toSeconds() > 15 ? chance.of(List.of(240, 300)) : chance.of(List.of(60, 90, 120));
        stack.down = rules(window, policy("Percent", 100, 15));
    }

    /** One whose pods reach their limit under the load, and that loses nothing over it. */
    Stack saturating(PlanKind plan) {
        Stack stack = any(plan, 1);
        stack.pods = Math.min(stack.pods, 3 * stack.min + 2);
        stack.targetPercent = chance.whole(40, 65);
        stack.idleMillicores = Math.min(stack.idleMillicores, stack.fullMillicores() * 0.3);
        stack.limitMillicores = stack.requestMillicores * chance.between(1.1, 1.5);
        stack.queue = Duration.ofMinutes(20);
        stack.saturates = true;
        return stack;
    }
}
