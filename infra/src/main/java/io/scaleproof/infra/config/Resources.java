package io.scaleproof.infra.config;

/** What a pod is promised and what it may use. */
public record Resources(Cpu cpuRequest, Cpu cpuLimit, Memory memoryRequest, Memory memoryLimit) {

    static Resources from(SettingsReader read) {
        var resources = new Resources(
                read.value(Keys.CPU_REQUEST),
                read.value(Keys.CPU_LIMIT),
                read.value(Keys.MEMORY_REQUEST),
                read.value(Keys.MEMORY_LIMIT));
        read.require(
                resources.cpuRequest.millis() <= resources.cpuLimit.millis(),
                Keys.CPU_REQUEST,
                "it may be at most cpuLimit, which is " + resources.cpuLimit,
                resources.cpuLimit);
        read.require(
                resources.memoryRequest.mebibytes() <= resources.memoryLimit.mebibytes(),
                Keys.MEMORY_REQUEST,
                "it may be at most memoryLimit, which is " + resources.memoryLimit,
                resources.memoryLimit);
        return resources;
    }
}
