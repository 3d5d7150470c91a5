package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A disk that becomes full in the middle of something: what failed says so, and with room again the next one repairs it. */
class FullDiskLong {
    private static final String UP = "pulumi up --yes --skip-preview --stack minikube";
    private static final Duration LONG = Duration.ofMinutes(15);

    @Test
    void theStatesDiskIsFullInMidUpdate() throws Exception {
        try (SmallDisk disk = SmallDisk.of(8);
                Stack stack = Stack.configured(
                        Files.createDirectory(disk.folder().resolve("state")),
                        "minikube",
                        "scaleproof-fulldisk",
                        "nodePort 30188")) {
            Path output = Files.createTempFile("scaleproof-full", ".log");
            Process up = Interrupted.start(stack, UP, output);
            try {
                Command.awaitSaying("Deployment", up, output, LONG);
                disk.fill();
                assertThat(up.waitFor(LONG.toMinutes(), TimeUnit.MINUTES)).isTrue();
                assertThat(up.exitValue()).as(Command.read(output)).isNotZero();
                assertThat(Command.read(output)).contains("no space left on device");
            } finally {
                Command.end(up);
                Files.delete(output);
            }

            disk.free();
            stack.up().ok();
            assertThat(stack.up().ok().output()).doesNotContain("created", "updated", "replaced", "deleted");
        }
    }

    @Test
    void theReportsDiskIsFullAtTheEndOfARun() throws Exception {
        try (SmallDisk disk = SmallDisk.of(1)) {
            Command here = new Command(WorkingCopy.repository());
            here.run(LONG, "mvn --quiet --batch-mode -pl loadtest package -DskipTests")
                    .ok();
            disk.fill();

            // On paper: the report of a run is written by the same code, and needs no cluster here.
            Command.Result full = here.run(
                    LONG, "java -jar loadtest/target/scaleproof.jar simulate --report '%s'".formatted(disk.folder()));

            assertThat(full.status()).as(full.output()).isEqualTo(2);
            assertThat(full.output())
                    .contains(
                            "PASSED", "The report could not be written to", "No space left on device", "--report DIR");
            disk.free();
            assertThat(disk.folder()).isEmptyDirectory();
        }
    }
}
