package io.scaleproof.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.service.machine.ProcessClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuUseTest {
    @TempDir
    Path cgroup;

    @Test
    void isWhatCgroupVersion2Says() throws IOException {
        Files.writeString(cgroup.resolve("cpu.max"), "max 100000\n");
        Files.writeString(cgroup.resolve("cpu.stat"), "usage_usec 1234567\nuser_usec 1000000\n");
        assertThat(CpuUse.ofContainer(cgroup)).contains(Duration.ofNanos(1_234_567_000));
    }

    @Test
    void isWhatCgroupVersion1Says() throws IOException {
        version1("50000");
        assertThat(CpuUse.ofContainer(cgroup)).contains(Duration.ofNanos(1_234_567_891));
    }

    @Test
    void isNotThatOfAMachineWithoutAContainer() throws IOException {
        version1("-1");
        Files.writeString(cgroup.resolve("cpu.stat"), "usage_usec 1234567\n");
        assertThat(CpuUse.ofContainer(cgroup)).isEmpty();
        assertThat(CpuUse.soFar(cgroup, ProcessClock.own()))
                .hasValueSatisfying(used -> assertThat(used).isPositive());
    }

    private void version1(String quota) throws IOException {
        Files.createDirectory(cgroup.resolve("cpu"));
        Files.writeString(cgroup.resolve("cpu/cpu.cfs_quota_us"), quota + "\n");
        Files.createDirectory(cgroup.resolve("cpuacct"));
        Files.writeString(cgroup.resolve("cpuacct/cpuacct.usage"), "1234567891\n");
    }
}
