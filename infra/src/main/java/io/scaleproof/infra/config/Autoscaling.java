package io.scaleproof.infra.config;

import java.util.Optional;
import java.util.Set;

/**
 * How many pods, and when.
 *
 * @param targetCpu percent of the CPU request that a pod should use on average, if CPU counts
 * @param targetMemory the same of memory, if memory counts
 * @param requests what their requests should come to, if those count
 */
public record Autoscaling(
        int minReplicas,
        int maxReplicas,
        Optional<Integer> targetCpu,
        Optional<Integer> targetMemory,
        RequestTargets requests,
        ScalingRules up,
        ScalingRules down) {

    static Autoscaling from(SettingsReader read, Resources resources) {
        int minReplicas = read.value(Keys.MIN_REPLICAS);
        int maxReplicas = read.value(Keys.MAX_REPLICAS);
        read.require(
                minReplicas <= maxReplicas,
                Keys.MIN_REPLICAS,
                "it may be at most maxReplicas, which is " + maxReplicas,
                maxReplicas);
        var preset = read.value(Keys.SCALING_PRESET);
        return new Autoscaling(
                minReplicas,
                maxReplicas,
                targetCpu(read, resources),
                targetMemory(read, resources),
                RequestTargets.from(read, read.value(Keys.TARGET_CPU).map(resources.cpuRequest()::percent)),
                new ScalingRules(
                        read.value(Keys.SCALE_UP_WINDOW).orElse(preset.upWindowSeconds()),
                        read.value(Keys.SCALE_UP_POLICIES).orElse(preset.upPolicies(maxReplicas)),
                        read.value(Keys.SCALE_UP_TOLERANCE)),
                new ScalingRules(
                        read.value(Keys.SCALE_DOWN_WINDOW).orElse(preset.downWindowSeconds()),
                        read.value(Keys.SCALE_DOWN_POLICIES).orElse(preset.downPolicies()),
                        read.value(Keys.SCALE_DOWN_TOLERANCE)));
    }

    private static Optional<Integer> targetCpu(SettingsReader read, Resources resources) {
        var target = read.value(Keys.TARGET_CPU);
        var scaleOn = read.value(Keys.SCALE_ON);
        read.require(
                target.isPresent()
                        || scaleOn.isPresent()
                        || read.value(Keys.TARGET_MEMORY).isPresent(),
                Keys.TARGET_CPU,
                "it may be off only when targetMemoryUtilization is not: something must decide",
                Keys.TARGET_CPU.byDefault());
        requireIfNamed(read, ScaleMetric.CPU, Keys.TARGET_CPU, target, Keys.TARGET_CPU.byDefault());
        long most = 100 * resources.cpuLimit().millis() / resources.cpuRequest().millis();
        read.require(
                target.orElse(0) < most,
                Keys.TARGET_CPU,
                "a pod cannot use more than %d %% (cpuLimit %s of cpuRequest %s), so it would never scale out"
                        .formatted(most, resources.cpuLimit(), resources.cpuRequest()),
                most / 2);
        return counting(scaleOn, ScaleMetric.CPU, target);
    }

    private static Optional<Integer> targetMemory(SettingsReader read, Resources resources) {
        var target = read.value(Keys.TARGET_MEMORY);
        var scaleOn = read.value(Keys.SCALE_ON);
        requireIfNamed(read, ScaleMetric.MEMORY, Keys.TARGET_MEMORY, target, "75");
        // Unlike CPU's, this target is off unless somebody wants it.
        read.require(
                target.isEmpty()
                        || counting(scaleOn, ScaleMetric.MEMORY, target).isPresent(),
                Keys.TARGET_MEMORY,
                "it means nothing while scaleOn leaves memory out",
                Keys.TARGET_MEMORY.byDefault());
        long most = 100
                * resources.memoryLimit().mebibytes()
                / resources.memoryRequest().mebibytes();
        read.require(
                target.orElse(0) < most,
                Keys.TARGET_MEMORY,
                "a pod cannot use more than %d %% (memoryLimit %s of memoryRequest %s), so it would never scale out"
                        .formatted(most, resources.memoryLimit(), resources.memoryRequest()),
                most / 2);
        return counting(scaleOn, ScaleMetric.MEMORY, target);
    }

    private static void requireIfNamed(
            SettingsReader read, ScaleMetric metric, Key<?> key, Optional<Integer> target, String remedy) {
        read.require(
                target.isPresent()
                        || !read.value(Keys.SCALE_ON).orElse(Set.of()).contains(metric),
                key,
                "it may not be off while scaleOn names " + metric,
                remedy);
    }

    /** Without scaleOn, what has a target counts. */
    private static Optional<Integer> counting(
            Optional<Set<ScaleMetric>> scaleOn, ScaleMetric metric, Optional<Integer> target) {
        return target.filter(_ -> scaleOn.map(named -> named.contains(metric)).orElse(true));
    }
}
