package io.scaleproof.infra.config;

import java.util.Optional;

/**
 * How many pods, and when.
 *
 * @param targetCpu percent of the CPU request that a pod should use on average, if CPU counts
 * @param targetMemory the same of memory, if memory counts
 */
public record Autoscaling(
        int minReplicas,
        int maxReplicas,
        Optional<Integer> targetCpu,
        Optional<Integer> targetMemory,
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
        read.require(
                target.isPresent() || read.value(Keys.TARGET_MEMORY).isPresent(),
                Keys.TARGET_CPU,
                "it may be off only when targetMemoryUtilization is not: something must decide",
                Keys.TARGET_CPU.byDefault());
        long most = 100 * resources.cpuLimit().millis() / resources.cpuRequest().millis();
        read.require(
                target.orElse(0) < most,
                Keys.TARGET_CPU,
                "a pod cannot use more than %d %% (cpuLimit %s of cpuRequest %s), so it would never scale out"
                        .formatted(most, resources.cpuLimit(), resources.cpuRequest()),
                most / 2);
        return target;
    }

    private static Optional<Integer> targetMemory(SettingsReader read, Resources resources) {
        var target = read.value(Keys.TARGET_MEMORY);
        long most = 100
                * resources.memoryLimit().mebibytes()
                / resources.memoryRequest().mebibytes();
        read.require(
                target.orElse(0) < most,
                Keys.TARGET_MEMORY,
                "a pod cannot use more than %d %% (memoryLimit %s of memoryRequest %s), so it would never scale out"
                        .formatted(most, resources.memoryLimit(), resources.memoryRequest()),
                most / 2);
        return target;
    }
}
