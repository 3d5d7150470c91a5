package io.scaleproof.loadtest.trials;

import io.scaleproof.loadtest.hpa.Behavior;
import io.scaleproof.loadtest.hpa.ControllerFlags;
import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.HpaSettings.Policy;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import io.scaleproof.loadtest.simulate.Model;
import io.scaleproof.loadtest.simulate.Scraping;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A stack under trial: an HPA, its pods, and what happens to them. Made good by {@link GoodStacks}; a {@link Defect} changes
 * fields of it.
 */
final class Stack {
    /** Pods that the load needs. */
    int pods;

    int min;
    int max;
    int targetPercent;
    Rules up;
    Rules down;

    double requestMillicores;
    double limitMillicores;
    double idleMillicores;
    /** How wrong it was measured, from -1 to 1. */
    double idleMistaken;

    /** From a pod's creation until its container runs, and from there until it is ready. */
    Duration starting;

    Duration warming;
    double startCpuMillis;
    Duration queue;
    Duration resolution;
    Duration metricsPhase;
    Duration syncPhase;

    int requestMillis;
    /** What a request is taken to cost, in CPU milliseconds. */
    double believedCost;
    /** What it does cost, as a multiple of that. */
    double costFactor;
    /** By how much dearer it is at the run's begin, as a fraction; gone half a minute later. */
    double drift;
    /** How far a round of metrics may be wrong, as a fraction. */
    double noise;

    boolean losesMetrics;
    boolean missesSyncs;
    boolean readsCounters;
    Duration nodeWait = Duration.ZERO;
    /** Pods reach their limit, so that requests queue until there are more. */
    boolean saturates;

    double droppedWhileLeaving;
    double answersSlower = 1;
    boolean blind;
    boolean alternates;
    /** CPU that young pods burn beyond their load, and for how long. */
    double youngMillicores;

    Duration young = Duration.ZERO;
    /** CPU that all pods burn beyond their load, and from when on. */
    double restlessMillicores;

    Duration restlessFrom = Duration.ZERO;

    /** When its machine has no processor to spare, and what part of the CPU that the load asks for pods get then. */
    Duration starvedFrom = Duration.ZERO;

    Duration starvedFor = Duration.ZERO;
    double starvedPart = 1;

    Duration stallFrom = Duration.ZERO;
    Duration stallFor = Duration.ZERO;

    static final Duration STOPPING = Duration.ofSeconds(6);

    HpaSettings settings() {
        return new HpaSettings(
                "scaleproof", min, max, List.of(new Metric("Resource", "cpu", "Utilization", targetPercent)), up, down);
    }

    double fullMillicores() {
        return requestMillicores * targetPercent / 100;
    }

    /** What a pod is taken to use at rest. */
    double believedIdleMillicores() {
        return Math.max(0, idleMillicores * (1 + 0.2 * idleMistaken) + 0.7 * idleMistaken);
    }

    double roomMillicores() {
        return fullMillicores() - idleMillicores;
    }

    Model model() {
        return new Model(
                requestMillicores,
                limitMillicores,
                idleMillicores,
                fullMillicores(),
                starting,
                warming,
                startCpuMillis,
                STOPPING,
                queue,
                resolution,
                metricsPhase,
                syncPhase,
                ControllerFlags.DEFAULT,
                Scraping.STANDARD);
    }

    Sizing sizing() {
        return new Sizing(
                new FullPod(fullMillicores(), idleMillicores, up.tolerance(), 1.0 / targetPercent),
                requestMillis,
                believedCost);
    }

    boolean hasBehavior() {
        return !up.policies().isEmpty();
    }

    void withoutBehavior() {
        up = Behavior.NONE_UP;
        down = Behavior.NONE_DOWN;
    }

    static Rules rules(int windowSeconds, Policy... policies) {
        return new Rules(Duration.ofSeconds(windowSeconds), "Max", List.of(policies), 0.1);
    }

    static Policy policy(String type, int value, int seconds) {
        return new Policy(type, value, Duration.ofSeconds(seconds));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d of %d to %d pods, %s at %d %%, %.0fm of %.0fm requested, idle %.1fm, limit %.0fm, ready after %.1f s,"
                        + " metrics every %d s, cost x %.2f + %.0f %% drift, noise %.1f %%, node %d s%s%s%s%s%s",
                pods,
                min,
                max,
                hasBehavior() ? "down after " + down.stabilizationWindow().toSeconds() + " s" : "no behavior",
                targetPercent,
                fullMillicores(),
                requestMillicores,
                idleMillicores,
                limitMillicores,
                starting.plus(warming).toMillis() / 1e3,
                resolution.toSeconds(),
                costFactor,
                drift * 100,
                noise * 100,
                nodeWait.toSeconds(),
                losesMetrics ? ", loses metrics" : "",
                missesSyncs ? ", misses syncs" : "",
                readsCounters ? ", counters" : "",
                saturates ? ", saturates" : "",
                stallFor.isZero() ? "" : ", stalls");
    }
}
