package io.scaleproof.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * kubectl, on the cluster that the provider talks to: for what Pulumi's provider cannot be asked, or not twice.
 *
 * @param program kubectl's
 * @param kubeconfig the provider's: a path, or the configuration itself; else kubectl's own
 * @param context the provider's; else the current one
 */
public record Kubectl(String program, Optional<String> kubeconfig, Optional<String> context) {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** The kubectl on the path. */
    static Kubectl of(Optional<String> kubeconfig, Optional<String> context) {
        return new Kubectl("kubectl", kubeconfig, context);
    }

    /**
     * What it said.
     *
     * @param text both streams
     */
    public record Answer(boolean succeeded, String text) {}

    /**
     * Runs it to its end, at most 20 s.
     *
     * @throws IOException if it could not be started
     */
    public Answer ask(String... arguments) throws IOException, InterruptedException {
        Optional<Path> configuration = contents();
        try {
            return ShortCommand.run(command(configuration, arguments), LIMIT)
                    .map(ended -> new Answer(ended.status() == 0, ended.output()))
                    .orElseGet(() -> new Answer(false, "kubectl did not end within %d s".formatted(LIMIT.toSeconds())));
        } finally {
            if (configuration.isPresent()) {
                Files.delete(configuration.get());
            }
        }
    }

    private List<String> command(Optional<Path> configuration, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program, "--request-timeout=10s"));
        configuration.map(Path::toString).or(() -> kubeconfig).ifPresent(file -> command.add("--kubeconfig=" + file));
        context.ifPresent(name -> command.add("--context=" + name));
        command.addAll(List.of(arguments));
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
