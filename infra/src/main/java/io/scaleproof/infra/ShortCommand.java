package io.scaleproof.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that was run to its end.
 *
 * @param output both streams
 */
public record ShortCommand(int status, String output) {

    /** Runs {@code command}; the result is empty if it did not end within {@code limit}, and was killed. */
    public static Optional<ShortCommand> run(List<String> command, Duration limit)
            throws IOException, InterruptedException {
        return run(command, Path.of("."), limit);
    }

    /** The same in {@code folder}. */
    static Optional<ShortCommand> run(List<String> command, Path folder, Duration limit)
            throws IOException, InterruptedException {
        // To a file: whoever reads from a pipe waits for as long as it is open.
        Path output = Files.createTempFile("scaleproof-command-", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                process.getOutputStream().close();
                return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
                        ? Optional.of(new ShortCommand(
                                process.exitValue(), Files.readString(output).strip()))
                        : Optional.empty();
            } finally {
                // What a script has started, too.
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } finally {
            Files.delete(output);
        }
    }
}
