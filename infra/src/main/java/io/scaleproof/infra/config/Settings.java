package io.scaleproof.infra.config;

import java.util.Map;

/** The whole configuration, read once and valid. */
public record Settings(String namespace, int nodePort, Resources resources, Autoscaling autoscaling) {

    /** What a pod is promised and what it may use. */
    public record Resources(Cpu cpuRequest, Cpu cpuLimit, Memory memoryRequest, Memory memoryLimit) {}

    /** How many pods, and when. */
    public record Autoscaling(int minReplicas, int maxReplicas, int targetCpuUtilization) {}

    /**
     * Reads {@code values} by key; a key that is missing has its default.
     *
     * @throws com.pulumi.exceptions.RunException naming every wrong key with its value, what is allowed and the command
     *     that fixes it
     */
    public static Settings from(Map<String, String> values) {
        var read = new SettingsReader(values);
        var settings =
                new Settings(read.read(Keys.NAMESPACE), read.read(Keys.NODE_PORT), resources(read), autoscaling(read));
        read.done();
        return settings;
    }

    private static Resources resources(SettingsReader read) {
        var resources = new Resources(
                read.read(Keys.CPU_REQUEST),
                read.read(Keys.CPU_LIMIT),
                read.read(Keys.MEMORY_REQUEST),
                read.read(Keys.MEMORY_LIMIT));
        read.require(
                resources.cpuRequest().millis() <= resources.cpuLimit().millis(),
                Keys.CPU_REQUEST,
                "it may be at most cpuLimit, " + resources.cpuLimit(),
                resources.cpuLimit().toString());
        read.require(
                resources.memoryRequest().bytes() <= resources.memoryLimit().bytes(),
                Keys.MEMORY_REQUEST,
                "it may be at most memoryLimit, " + resources.memoryLimit(),
                resources.memoryLimit().toString());
        return resources;
    }

    private static Autoscaling autoscaling(SettingsReader read) {
        var autoscaling =
                new Autoscaling(read.read(Keys.MIN_REPLICAS), read.read(Keys.MAX_REPLICAS), read.read(Keys.TARGET_CPU));
        read.require(
                autoscaling.minReplicas() <= autoscaling.maxReplicas(),
                Keys.MIN_REPLICAS,
                "it may be at most maxReplicas, " + autoscaling.maxReplicas(),
                Integer.toString(autoscaling.maxReplicas()));
        return autoscaling;
    }
}
