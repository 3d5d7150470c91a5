package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A part of the main job's story, told where its stack stands and is at rest: what somebody at a terminal sees, by way of Maven. */
interface LiveViewE2E {
    Duration SHOWN_WITHIN = Duration.ofMinutes(2);

    /** The shell in the stack's working copy. */
    Command shell();

    /** Where the stack stands. */
    String namespace();

    /** Arguments that lead to the service. */
    String address();

    /** Each second is drawn over the one before: the recording tells screens apart by what a terminal is told for that. */
    @Test
    @Order(9)
    default void aTerminalGetsOneScreenThatIsDrawnAnew() throws IOException {
        Path plan = Files.createTempFile("scaleproof-live", ".yaml");
        Path screens = Files.createTempFile("scaleproof-live", ".txt");
        Files.writeString(plan, """
                name: shown
                purpose: The shortest run that has a screen
                stages:
                - { name: baseline, phase: baseline, rate: 1, for: 3s }
                - { name: quiet, phase: quiet, rate: 1, for: 3s }
                """);
        Command.Result recorded = shell().run(
                        SHOWN_WITHIN,
                        ("RUN=\"mvn --quiet -pl loadtest exec:java -Dexec.args='--namespace %s %s --plan %s --cost-millis 30"
                                        + " --report target/shown'\" scripts/recording %s baseline quiet")
                                .formatted(namespace(), address(), plan, screens));

        assertThat(Command.read(screens))
                .as(recorded.output())
                .contains("[baseline] > quiet", "baseline > [quiet]")
                .containsOnlyOnce("[baseline]")
                .containsOnlyOnce("[quiet]");
        Files.delete(plan);
        Files.delete(screens);
    }
}
