package io.scaleproof.service.metrics;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** What the JVM says about itself; asked at each scrape, so that it costs nothing at the start. */
final class JvmMetrics {
    private JvmMetrics() {}

    static void write(Exposition to) {
        to.single(
                "process_cpu_seconds_total",
                "counter",
                "CPU used by the container, or by the process where there is none.",
                Exposition.seconds(CpuUse.soFar()));
        Runtime runtime = Runtime.getRuntime();
        to.single("jvm_heap_used_bytes", "gauge", "Heap in use.", runtime.totalMemory() - runtime.freeMemory());
        to.single("jvm_heap_committed_bytes", "gauge", "Heap taken from the system.", runtime.totalMemory());
        to.single("jvm_heap_max_bytes", "gauge", "Heap that may be taken.", runtime.maxMemory());
        to.single(
                "jvm_threads",
                "gauge",
                "Threads.",
                ManagementFactory.getThreadMXBean().getThreadCount());
        to.single(
                "jvm_classes_loaded",
                "gauge",
                "Classes loaded.",
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        to.metric("jvm_gc_collections_total", "counter", "Garbage collections.");
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            to.sample("jvm_gc_collections_total", label(collector), collector.getCollectionCount());
        }
        to.metric("jvm_gc_seconds_total", "counter", "Time in garbage collections.");
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            to.sample("jvm_gc_seconds_total", label(collector), collector.getCollectionTime() / 1e3);
        }
    }

    private static String label(GarbageCollectorMXBean collector) {
        return "collector=\"" + collector.getName() + "\"";
    }
}
