package io.scaleproof.loadtest;

import io.scaleproof.loadtest.contract.ContractFile;
import io.scaleproof.loadtest.plan.BuiltInPlan;
import io.scaleproof.loadtest.run.Contract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The command line. */
final class Options {
    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            defaultValue = "surge",
            description = "surge, ramp, spike, soak or staircase.")
    private String plan;

    @Option(names = "--pods", paramLabel = "N", description = "Pods that the load should need; 6 of 10 by default.")
    private Optional<Integer> pods = Optional.empty();

    @Option(
            names = "--request-millis",
            paramLabel = "MS",
            defaultValue = "25",
            description = "CPU time a request burns.")
    private int requestMillis;

    @Option(names = "--contract", paramLabel = "FILE", description = "The contract, loadtest/contract.yaml by default.")
    private Optional<Path> contract = Optional.empty();

    @Option(names = "--require", paramLabel = "CLAUSE=LIMIT", description = "Overrides one clause of the contract.")
    private Map<String, String> require = new LinkedHashMap<>();

    @Option(names = "--context", paramLabel = "NAME", description = "kubeconfig context; the current one by default.")
    private Optional<String> context = Optional.empty();

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "scaleproof",
            description = "Namespace of the target.")
    private String namespace;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            defaultValue = "scaleproof",
            description = "Service of the target.")
    private String service;

    @Option(names = "--url", paramLabel = "URL", description = "Where to send the load; found by default.")
    private Optional<URI> url = Optional.empty();

    @Option(
            names = "--path",
            paramLabel = "PATH",
            defaultValue = "/load?millis={millis}",
            description = "What to request; {millis} is replaced.")
    private String path;

    @Option(
            names = "--requests-per-connection",
            paramLabel = "N",
            defaultValue = "2",
            description = "After so many requests a connection is closed.")
    private int requestsPerConnection;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Where reports go; loadtest/target/report by default.")
    private Optional<Path> report = Optional.empty();

    BuiltInPlan plan() {
        for (BuiltInPlan known : BuiltInPlan.values()) {
            if (known.label().equals(plan)) {
                return known;
            }
        }
        throw new IllegalArgumentException(
                "--plan is '%s'; known are surge, ramp, spike, soak and staircase".formatted(plan));
    }

    /** Six tenths of what the HPA may use, and at least 2. */
    int pods(int minReplicas, int maxReplicas) {
        return pods.orElse(Math.max(minReplicas + 1, Math.round(maxReplicas * 0.6f)));
    }

    int requestMillis() {
        return requestMillis;
    }

    Contract contract() throws IOException {
        return ContractFile.read(contract.orElse(home().resolve("contract.yaml")), require);
    }

    Optional<String> context() {
        return context;
    }

    String namespace() {
        return namespace;
    }

    String service() {
        return service;
    }

    Optional<URI> url() {
        return url;
    }

    String path(int millis) {
        return path.replace("{millis}", Integer.toString(millis));
    }

    int requestsPerConnection() {
        return requestsPerConnection;
    }

    Duration timeout() {
        return Duration.ofSeconds(10);
    }

    Path report() {
        return report.orElse(home().resolve("target/report"));
    }

    /** This module's folder, wherever the program was started. */
    private static Path home() {
        String given = System.getProperty("scaleproof.loadtest.home");
        if (given != null) {
            return Path.of(given);
        }
        Path here = Path.of("");
        return Files.exists(here.resolve("contract.yaml")) ? here : here.resolve("loadtest");
    }
}
