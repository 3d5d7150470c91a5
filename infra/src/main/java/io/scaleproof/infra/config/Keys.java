package io.scaleproof.infra.config;

import java.util.List;

/** Every setting there is. */
public final class Keys {
    static final Key<Integer> MIN_REPLICAS =
            Key.integer("minReplicas", 1, 1, 1000, "Pods that run however little there is to do.");
    static final Key<Integer> MAX_REPLICAS =
            Key.integer("maxReplicas", 10, 1, 1000, "Pods that may run however much there is to do.");
    static final Key<Integer> TARGET_CPU =
            Key.integer("targetCpuUtilization", 50, 1, 1000, "Percent of cpuRequest that a pod should use on average.");
    static final Key<Cpu> CPU_REQUEST =
            cpu("cpuRequest", "100m", "CPU that a pod is promised; utilization counts from it.");
    static final Key<Cpu> CPU_LIMIT = cpu("cpuLimit", "500m", "CPU that a pod can burst to.");
    static final Key<Memory> MEMORY_REQUEST = memory("memoryRequest", "128Mi", "Memory that a pod is promised.");
    static final Key<Memory> MEMORY_LIMIT = memory("memoryLimit", "256Mi", "Memory beyond which a pod is killed.");
    static final Key<Integer> NODE_PORT =
            Key.integer("nodePort", 30080, 30000, 32767, "Port of every node that leads to the service.");
    static final Key<String> NAMESPACE = Key.text(
            "namespace",
            "scaleproof",
            "lower-case letters, digits and dashes, at most 63",
            "Namespace of everything; created unless it is `default`.",
            text -> Parse.matching(text, "[a-z0-9]([-a-z0-9]*[a-z0-9])?", 63));

    private static final List<Key<?>> ALL = List.of(
            MIN_REPLICAS,
            MAX_REPLICAS,
            TARGET_CPU,
            CPU_REQUEST,
            CPU_LIMIT,
            MEMORY_REQUEST,
            MEMORY_LIMIT,
            NODE_PORT,
            NAMESPACE);

    private Keys() {}

    /** All of them, in the order in which they are documented. */
    public static List<Key<?>> all() {
        return ALL;
    }

    private static Key<Cpu> cpu(String name, String byDefault, String purpose) {
        return Key.text(
                name, byDefault, "CPU as Kubernetes writes it, such as 100m or 0.5, above 0", purpose, Cpu::parse);
    }

    private static Key<Memory> memory(String name, String byDefault, String purpose) {
        return Key.text(
                name,
                byDefault,
                "memory as Kubernetes writes it, such as 128Mi or 1Gi, above 0",
                purpose,
                Memory::parse);
    }
}
