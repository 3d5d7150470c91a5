package io.scaleproof.service.load;

import io.scaleproof.service.machine.Cgroup;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How many processors' worth of time this container may use. The kernel says so exactly; what the JVM knows
 * ({@link Runtime#availableProcessors}) is rounded up to whole ones, which makes one out of half a one.
 */
final class CpuLimit {
    private CpuLimit() {}

    static double processors() {
        return processors(Cgroup.OWN);
    }

    static double processors(Path cgroup) {
        return version2(cgroup).or(() -> version1(cgroup)).orElse((double)
                Runtime.getRuntime().availableProcessors());
    }

    /** One file: {@code 50000 100000}, or {@code max 100000} without a limit. */
    private static Optional<Double> version2(Path cgroup) {
        return Cgroup.read(cgroup.resolve("cpu.max"))
                .map(limit -> limit.split(" "))
                .flatMap(limit -> ratio(limit[0], limit[1]));
    }

    /** Two files; the quota is -1 without a limit. */
    private static Optional<Double> version1(Path cgroup) {
        return Cgroup.read(cgroup.resolve("cpu/cpu.cfs_quota_us"))
                .flatMap(quota ->
                        Cgroup.read(cgroup.resolve("cpu/cpu.cfs_period_us")).flatMap(period -> ratio(quota, period)));
    }

    private static Optional<Double> ratio(String quota, String period) {
        return quota.equals("max") || quota.startsWith("-")
                ? Optional.empty()
                : Optional.of(Double.parseDouble(quota) / Double.parseDouble(period));
    }
}
