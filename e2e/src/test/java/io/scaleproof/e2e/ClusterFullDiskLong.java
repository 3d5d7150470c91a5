package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The stand-in's disk becomes full while it starts. It needs a machine on which no cluster runs (cluster/down first), and the
 * cache of an earlier build: {@code mvn -pl e2e -P cluster-long verify -Dit.test=ClusterFullDiskLong}
 */
class ClusterFullDiskLong {
    private static final Duration LONG = Duration.ofMinutes(10);
    /** A little more than preflight asks for. */
    private static final int MEBIBYTES = 1_600;

    @Test
    void aStartOnADiskThatFillsSaysSoAndLeavesNothing_andWithRoomAgainTheNextOneIsWhole() throws Exception {
        Command here = new Command(WorkingCopy.repository());
        assumeTrue(here.run(LONG, "cluster/status --quiet").status() != 0, "a cluster runs here: cluster/down");
        try (SmallDisk disk = SmallDisk.of(MEBIBYTES)) {
            Command on = new Command(WorkingCopy.repository())
                    .with("SCALEPROOF_STATE", disk.folder().toString());
            Path output = Files.createTempFile("scaleproof-up", ".log");
            Process up = on.start("exec cluster/up", output);
            try {
                Command.awaitSaying("starting Kubernetes", up, output, LONG);
                disk.fill();
                assertThat(up.waitFor(LONG.toMinutes(), TimeUnit.MINUTES))
                        .as("ends: %s", Command.read(output))
                        .isTrue();
                System.out.println(Command.read(output));
                assertThat(up.exitValue()).as(Command.read(output)).isNotZero();
                assertThat(Command.read(output))
                        .containsIgnoringCase("no space left on device")
                        .contains("start failed; taking down what was started");
                assertThat(ProcessHandle.allProcesses()
                                .flatMap(process -> process.info().commandLine().stream())
                                .filter(line -> line.contains(disk.folder().toString())))
                        .as("daemons that still run")
                        .isEmpty();

                disk.free();
                on.run(LONG, "cluster/up").ok();
                on.run(LONG, "cluster/status --quiet").ok();
            } finally {
                Command.end(up);
                Files.delete(output);
                on.run(LONG, "cluster/down").ok();
            }
            assertThat(disk.folder()).isEmptyDirectory();
        }
    }
}
