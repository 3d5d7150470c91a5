package io.scaleproof.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Types commands in a folder as a user would, each with a time limit. */
final class Command {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    Command(Path folder) {
        this.folder = folder;
    }

    Command with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** What a command printed (standard output and error as they came) and how it ended. */
    record Result(String line, int status, String output) {
        /** This result if the command succeeded; else an error that shows all it printed. */
        Result ok() {
            return ended(0);
        }

        Result ended(int expected) {
            if (status != expected) {
                throw new AssertionError(
                        "`%s` ended with %d, expected %d:%n%s".formatted(line, status, expected, output));
            }
            return this;
        }
    }

    Result run(Duration limit, String line) {
        Path output = null;
        try {
            output = Files.createTempFile("scaleproof-e2e", ".log");
            Process process = start(line, output);
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                end(process);
                throw new AssertionError(
                        "`%s` did not end within %s:%n%s".formatted(line, limit, Files.readString(output)));
            }
            return new Result(line, process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new AssertionError("`%s` could not be run".formatted(line), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while `%s` ran".formatted(line), e);
        } finally {
            delete(output);
        }
    }

    /** Starts a command whose output goes to a file, for what must be watched while it runs. */
    Process start(String line, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-c", line))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        // Stacks that are broken on purpose would fail in the summary of the workflow that runs these tests.
        builder.environment().remove("GITHUB_STEP_SUMMARY");
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits until a process whose output goes to that file has said something; fails at once where it ended without. */
    static void awaitSaying(String text, Process process, Path output, Duration limit) {
        Awaitility.await()
                .atMost(limit)
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> {
                    if (!process.isAlive() && !read(output).contains(text)) {
                        throw new AssertionError("it ended with %d before it said '%s':%n%s"
                                .formatted(process.exitValue(), text, read(output)));
                    }
                })
                .until(() -> read(output).contains(text));
    }

    static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    private static void delete(Path file) {
        if (file == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new AssertionError("could not delete " + file, e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("could not read " + file, e);
        }
    }
}
