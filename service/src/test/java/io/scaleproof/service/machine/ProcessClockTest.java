package io.scaleproof.service.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessClockTest {
    private static final ProcessHandle.Info UNKNOWN = new Info(Optional.empty(), Optional.empty());

    @TempDir
    Path proc;

    @BeforeEach
    void process() throws IOException {
        Files.createDirectory(proc.resolve("self"));
    }

    private void stat(String name) throws IOException {
        Files.writeString(
                proc.resolve("self/stat"),
                "17 (" + name + ") S 1 17 17 0 -1 4194560 100 0 0 0 123 45 0 0 20 0 30 0 90000 2048 3 18446744\n");
    }

    private void uptime() throws IOException {
        Files.writeString(proc.resolve("uptime"), "901.50 1700.00\n");
    }

    private ProcessClock clock(ProcessHandle.Info jdk) {
        return new ProcessClock(proc, () -> jdk);
    }

    @Test
    void isTheKernels() throws IOException {
        stat("java");
        uptime();
        assertThat(clock(UNKNOWN).cpu()).contains(Duration.ofMillis(1_680));
        assertThat(clock(UNKNOWN).sinceStart()).isEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void readsPastANameWithBlanksAndBrackets() throws IOException {
        stat("a (b) c");
        assertThat(clock(UNKNOWN).cpu()).contains(Duration.ofMillis(1_680));
    }

    @Test
    void isTheJdksWhereThereIsNoProc() {
        var jdk = new Info(Optional.of(Instant.now().minusSeconds(3_600)), Optional.of(Duration.ofSeconds(7)));
        assertThat(clock(jdk).cpu()).contains(Duration.ofSeconds(7));
        assertThat(clock(jdk).sinceStart()).isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
    }

    @Test
    void isTheJdksWhereAPartOfProcIsHidden() throws IOException {
        stat("java");
        var jdk = new Info(Optional.of(Instant.now().minusSeconds(3_600)), Optional.empty());
        assertThat(clock(jdk).sinceStart()).isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
    }

    @Test
    void knowsTheAgeOfTheJvmAndNoCpuWhereNobodyKnowsMore() {
        assertThat(clock(UNKNOWN).cpu()).isEmpty();
        assertThat(clock(UNKNOWN).sinceStart()).isBetween(Duration.ofMillis(1), Duration.ofHours(1));
    }

    @Test
    void ofThisProcessGoesOn() {
        assertThat(ProcessClock.own().sinceStart()).isPositive();
        assertThat(ProcessClock.own().cpu())
                .hasValueSatisfying(cpu -> assertThat(cpu).isPositive());
    }

    private record Info(Optional<Instant> startInstant, Optional<Duration> totalCpuDuration)
            implements ProcessHandle.Info {
        @Override
        public Optional<String> command() {
            return Optional.empty();
        }

        @Override
        public Optional<String> commandLine() {
            return Optional.empty();
        }

        @Override
        public Optional<String[]> arguments() {
            return Optional.empty();
        }

        @Override
        public Optional<String> user() {
            return Optional.empty();
        }
    }
}
