package io.scaleproof.infra;

import com.pulumi.exceptions.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Packages a module of the repository. */
interface Maven {
    Ended packageModule(String module);

    /** How a run ended, and what it said last. */
    record Ended(boolean succeeded, String lastLines) {}

    /** Maven as the user has it. */
    record Command(Path repository, Consumer<String> progress) implements Maven {
        private static final int LINES_SHOWN = 25;
        /** A build that fetches all of its libraries takes some minutes. */
        private static final Duration LIMIT = Duration.ofMinutes(20);

        private static final Pattern COLOURS = Pattern.compile("\u001B\\[[\\d;]*m");
        /** What Maven says about Maven. */
        private static final Pattern ADVICE = Pattern.compile("\\[ERROR\\] *("
                + "-> \\[Help.*|\\[Help.*|To see the full.*|Re-run Maven.*|For more information.*|After correcting.*"
                + "|mvn <args>.*)?");

        @Override
        public Ended packageModule(String module) {
            progress.accept("Building %s with Maven, because its sources are new".formatted(module));
            long begun = System.nanoTime();
            Ended ended = run(module);
            progress.accept("Building %s took %d s".formatted(module, (System.nanoTime() - begun) / 1_000_000_000));
            return ended;
        }

        private Ended run(String module) {
            try {
                return ShortCommand.run(command(module), repository, LIMIT)
                        .map(ended -> new Ended(ended.status() == 0, lastLines(ended.output())))
                        .orElseGet(
                                () -> new Ended(false, "Maven did not end within %d min".formatted(LIMIT.toMinutes())));
            } catch (IOException e) {
                throw new RunException(
                        "Maven could not be started: %s. Install it, or put mvn on the PATH".formatted(e.getMessage()),
                        e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RunException("interrupted while Maven ran", e);
            }
        }

        /** Warnings are shown, too: here the compiler takes them for errors. */
        private List<String> command(String module) {
            Path wrapper = repository.resolve("mvnw").toAbsolutePath().normalize();
            return List.of(
                    Files.isExecutable(wrapper) ? wrapper.toString() : "mvn",
                    "--batch-mode",
                    "--no-transfer-progress",
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                    "-Dmaven.test.skip=true",
                    "--file",
                    module,
                    "package");
        }

        private static String lastLines(String output) {
            List<String> lines = output.lines()
                    .map(line -> COLOURS.matcher(line).replaceAll(""))
                    .filter(line -> !line.isBlank() && !ADVICE.matcher(line).matches())
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        }
    }
}
