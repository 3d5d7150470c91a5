package io.scaleproof.infra;

import com.pulumi.exceptions.RunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Packages modules of the repository. */
interface Maven {
    Ended packageModules(List<String> modules);

    /** How a run ended, and what it said last. */
    record Ended(boolean succeeded, String lastLines) {}

    /** Maven as the user has it, on the JDK that the program itself runs on. */
    record Command(Path repository, Consumer<String> progress) implements Maven {
        private static final int LINES_SHOWN = 25;

        @Override
        public Ended packageModules(List<String> modules) {
            String names = String.join(" and ", modules);
            progress.accept("Building %s with Maven, because its sources are new".formatted(names));
            long begun = System.nanoTime();
            Ended ended = run(modules);
            progress.accept("Maven took %d s".formatted((System.nanoTime() - begun) / 1_000_000_000));
            return ended;
        }

        private Ended run(List<String> modules) {
            try {
                Process process = new ProcessBuilder(command(modules))
                        .directory(repository.toFile())
                        .redirectErrorStream(true)
                        .start();
                var lines = new ArrayList<String>();
                try (var output = process.inputReader(StandardCharsets.UTF_8)) {
                    output.lines().filter(line -> !line.isBlank()).forEach(lines::add);
                }
                boolean succeeded = process.waitFor() == 0;
                return new Ended(succeeded, String.join("\n", tail(lines)));
            } catch (IOException e) {
                throw new RunException(
                        "Maven could not be started (%s). Install it, or put mvn on the PATH".formatted(e.getMessage()),
                        e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RunException("interrupted while Maven ran", e);
            }
        }

        private List<String> command(List<String> modules) {
            Path wrapper = repository.resolve("mvnw").toAbsolutePath().normalize();
            String maven = Files.isExecutable(wrapper) ? wrapper.toString() : "mvn";
            return List.of(
                    maven,
                    "--quiet",
                    "--batch-mode",
                    "-pl",
                    String.join(",", modules),
                    "-Dmaven.test.skip=true",
                    "package");
        }

        private static List<String> tail(List<String> lines) {
            return lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
        }
    }
}
