package io.scaleproof.infra.monitoring;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.scaleproof.infra.ShortCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The metrics APIs as kubectl reads them: what they have are no objects, so that Pulumi's provider cannot.
 *
 * @param program kubectl's
 * @param kubeconfig the provider's: a path, or the configuration itself; else kubectl's own
 * @param context the provider's; else the current one
 * @param patience how long a metric may be missing: until pods are found, scraped twice, and listed by the adapter
 * @param pause between two questions
 */
public record KubectlMetrics(
        String program, Optional<String> kubeconfig, Optional<String> context, Duration patience, Duration pause)
        implements MetricsApi {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(20);

    /** By the kubectl on the path. */
    public static MetricsApi of(Optional<String> kubeconfig, Optional<String> context) {
        return new KubectlMetrics("kubectl", kubeconfig, context, PATIENCE, PAUSE);
    }

    @Override
    public Optional<String> missing(String path) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            Optional<String> problem = ask(path);
            while (problem.isPresent() && System.nanoTime() < deadline) {
                Thread.sleep(pause);
                problem = ask(path);
            }
            return problem;
        } catch (IOException e) {
            return Optional.of("kubectl could not be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private Optional<String> ask(String path) throws IOException, InterruptedException {
        Optional<Path> configuration = contents();
        try {
            return ShortCommand.run(command(path, configuration), ANSWER)
                    .map(ended -> ended.status() == 0 ? problemOf(ended.output()) : Optional.of(ended.output()))
                    .orElseGet(() -> Optional.of("kubectl did not end within %d s".formatted(ANSWER.toSeconds())));
        } finally {
            if (configuration.isPresent()) {
                Files.delete(configuration.get());
            }
        }
    }

    private static Optional<String> problemOf(String answer) {
        try {
            boolean none = JsonParser.parseString(answer)
                    .getAsJsonObject()
                    .getAsJsonArray("items")
                    .isEmpty();
            return none ? Optional.of("nothing has it") : Optional.empty();
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            return Optional.of("no list: " + answer);
        }
    }

    private List<String> command(String path, Optional<Path> configuration) {
        List<String> command = new ArrayList<>(List.of(program, "--request-timeout=10s"));
        configuration.map(Path::toString).or(() -> kubeconfig).ifPresent(file -> command.add("--kubeconfig=" + file));
        context.ifPresent(name -> command.add("--context=" + name));
        command.addAll(List.of("get", "--raw", path));
        return command;
    }

    /** A file with the configuration, if it was given itself; only its owner can read it. */
    private Optional<Path> contents() throws IOException {
        if (kubeconfig
                .filter(text -> text.contains("\n") || text.startsWith("{"))
                .isEmpty()) {
            return Optional.empty();
        }
        Path file = Files.createTempFile("scaleproof-kubeconfig-", ".yaml");
        return Optional.of(Files.writeString(file, kubeconfig.get()));
    }
}
