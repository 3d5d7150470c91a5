package io.scaleproof.service.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessStatusTest {
    @TempDir
    Path process;

    @Test
    void isWhatTheKernelSays() throws IOException {
        Files.writeString(process.resolve("status"), "VmPeak:\t 9 kB\nVmSize:\t  2048 kB\nVmRSS:\t    3 kB\n");
        Files.writeString(
                process.resolve("limits"), "Max processes  1  2  processes\nMax open files  1024  4096  files\n");
        Files.createDirectories(process.resolve("fd/0"));
        Files.createDirectories(process.resolve("fd/1"));
        var status = new ProcessStatus(process);
        assertThat(status.virtualBytes()).hasValue(2_097_152);
        assertThat(status.residentBytes()).hasValue(3_072);
        assertThat(status.mostOpenFiles()).hasValue(1_024);
        assertThat(status.openFiles()).hasValue(2);
    }

    @Test
    void isNothingWhereThereIsNoProc() {
        var status = new ProcessStatus(process.resolve("none"));
        assertThat(status.virtualBytes()).isEmpty();
        assertThat(status.residentBytes()).isEmpty();
        assertThat(status.mostOpenFiles()).isEmpty();
        assertThat(status.openFiles()).isEmpty();
    }

    @Test
    void hasNoMostOfFilesWithoutALimit() throws IOException {
        Files.writeString(process.resolve("limits"), "Max open files  unlimited  unlimited  files\n");
        assertThat(new ProcessStatus(process).mostOpenFiles()).isEmpty();
    }
}
