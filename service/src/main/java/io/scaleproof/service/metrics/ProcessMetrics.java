package io.scaleproof.service.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.scaleproof.service.machine.Cgroup;
import io.scaleproof.service.machine.ProcessClock;
import io.scaleproof.service.machine.ProcessStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What the operating system says about the process, under Prometheus' usual names. CPU is that of the container: the
 * client's own would be the process's, in steps of 10 ms. What there is no {@code /proc} for is left out.
 */
final class ProcessMetrics {
    private ProcessMetrics() {}

    static void register(PrometheusRegistry registry) {
        register(registry, Cgroup.OWN, ProcessClock.own(), ProcessStatus.own());
    }

    static void register(PrometheusRegistry registry, Path cgroup, ProcessClock clock, ProcessStatus status) {
        double startSeconds = Instant.now().minus(clock.sinceStart()).toEpochMilli() / 1e3;
        CounterWithCallback.builder()
                .name("process_cpu_seconds_total")
                .help("CPU used by the container, or by the process where there is none.")
                .callback(counter -> CpuUse.soFar(cgroup, clock).ifPresent(used -> counter.call(used.toNanos() / 1e9)))
                .register(registry);
        GaugeWithCallback.builder()
                .name("process_start_time_seconds")
                .help("When the process started, since 1970.")
                .callback(gauge -> gauge.call(startSeconds))
                .register(registry);
        gauge(registry, "process_resident_memory_bytes", "Memory in use.", status::residentBytes);
        gauge(registry, "process_virtual_memory_bytes", "Addresses in use.", status::virtualBytes);
        gauge(registry, "process_open_fds", "Open files and connections.", status::openFiles);
        gauge(registry, "process_max_fds", "Files and connections that may be open.", status::mostOpenFiles);
    }

    private static void gauge(PrometheusRegistry registry, String name, String help, Supplier<OptionalLong> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(gauge -> value.get().ifPresent(gauge::call))
                .register(registry);
    }
}
