package io.scaleproof.service.metrics;

import io.scaleproof.service.machine.Cgroup;
import io.scaleproof.service.machine.ProcessClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * CPU time used so far: by the accounts of the container, in which this process is alone and which are exact; without a
 * container by those of the process, in steps of 10 ms. Whoever measures what a request or an idle second costs needs less.
 */
final class CpuUse {
    private static final String USAGE = "usage_usec ";

    private CpuUse() {}

    /** Nothing where nobody knows it. */
    static Optional<Duration> soFar(Path cgroup, ProcessClock process) {
        return ofContainer(cgroup).or(process::cpu);
    }

    static Optional<Duration> ofContainer(Path cgroup) {
        return version2(cgroup).or(() -> version1(cgroup));
    }

    /** Without {@code cpu.max} this is the whole machine. */
    private static Optional<Duration> version2(Path cgroup) {
        return Cgroup.read(cgroup.resolve("cpu.max"))
                .flatMap(limit -> Cgroup.read(cgroup.resolve("cpu.stat")))
                .flatMap(stat ->
                        stat.lines().filter(line -> line.startsWith(USAGE)).findFirst())
                .map(line -> Duration.ofNanos(1_000 * Long.parseLong(line.substring(USAGE.length()))));
    }

    /** With a quota of -1 this may be the whole machine. */
    private static Optional<Duration> version1(Path cgroup) {
        return Cgroup.read(cgroup.resolve("cpu/cpu.cfs_quota_us"))
                .filter(quota -> !quota.startsWith("-"))
                .flatMap(quota -> Cgroup.read(cgroup.resolve("cpuacct/cpuacct.usage")))
                .map(nanos -> Duration.ofNanos(Long.parseLong(nanos)));
    }
}
