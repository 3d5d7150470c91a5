package io.scaleproof.service.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuLimitTest {
    private static final double ALL = Runtime.getRuntime().availableProcessors();

    @TempDir
    Path cgroup;

    @Test
    void isWhatCgroupVersion2Says() throws IOException {
        Files.writeString(cgroup.resolve("cpu.max"), "50000 100000\n");
        assertThat(CpuLimit.processors(cgroup)).isEqualTo(0.5);
    }

    @Test
    void isWhatCgroupVersion1Says() throws IOException {
        Files.createDirectory(cgroup.resolve("cpu"));
        Files.writeString(cgroup.resolve("cpu/cpu.cfs_quota_us"), "150000\n");
        Files.writeString(cgroup.resolve("cpu/cpu.cfs_period_us"), "100000\n");
        assertThat(CpuLimit.processors(cgroup)).isEqualTo(1.5);
    }

    @Test
    void isEveryProcessorWithoutALimit() throws IOException {
        assertThat(CpuLimit.processors(cgroup)).isEqualTo(ALL);
        Files.createDirectory(cgroup.resolve("cpu"));
        Files.writeString(cgroup.resolve("cpu/cpu.cfs_quota_us"), "-1\n");
        Files.writeString(cgroup.resolve("cpu/cpu.cfs_period_us"), "100000\n");
        assertThat(CpuLimit.processors(cgroup)).isEqualTo(ALL);
        Files.writeString(cgroup.resolve("cpu.max"), "max 100000\n");
        assertThat(CpuLimit.processors(cgroup)).isEqualTo(ALL);
    }
}
