package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A command of a stack's that is stopped at a point of its progress, as by Ctrl-C: the whole group of processes hears of it. */
final class Interrupted {
    private static final Duration LONG = Duration.ofMinutes(15);
    private static final int MINUTES_TO_END = 5;

    private Interrupted() {}

    /** Starts {@code line} as the first of a group of its own. */
    static Process start(Stack stack, String line, Path output) throws IOException {
        return stack.command().start("exec setsid " + line, output);
    }

    /** What the command printed and how it ended, after SIGINT at that point. */
    static Command.Result at(Stack stack, String line, String point) throws Exception {
        Path output = Files.createTempFile("scaleproof-interrupted", ".log");
        Process process = start(stack, line, output);
        try {
            Command.awaitSaying(point, process, output, LONG);
            stack.type("kill -INT -- -" + process.pid()).ok();
            assertThat(process.waitFor(MINUTES_TO_END, TimeUnit.MINUTES))
                    .as("ended after SIGINT at '%s': %s", point, Command.read(output))
                    .isTrue();
            return new Command.Result(line, process.exitValue(), Files.readString(output));
        } finally {
            Command.end(process);
            Files.delete(output);
        }
    }
}
