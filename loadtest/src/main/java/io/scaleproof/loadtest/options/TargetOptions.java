package io.scaleproof.loadtest.options;

import io.scaleproof.loadtest.plan.DurationText;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is looked at. */
public final class TargetOptions {
    @Option(names = "--context", paramLabel = "NAME", description = "kubeconfig's context. Default: the current one.")
    private Optional<String> context = Optional.empty();

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "scaleproof",
            description = "Namespace of the target. Default: scaleproof.")
    private String namespace;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            defaultValue = "scaleproof",
            description = "Its Service; the Deployment and the HPA are found from it. Default: scaleproof.")
    private String service;

    @Option(
            names = "--hpa",
            paramLabel = "NAME",
            description = "The HPA, where several scale what the Service leads to. Default: the one that does.")
    private Optional<String> hpa = Optional.empty();

    @Option(
            names = "--ready-within",
            paramLabel = "TIME",
            defaultValue = "6m",
            description = "How long to wait for pods and metrics before the load. Default: 6m.")
    private String readyWithin;

    public Optional<String> context() {
        return context;
    }

    public String namespace() {
        return namespace;
    }

    public String service() {
        return service;
    }

    public Optional<String> hpa() {
        return hpa;
    }

    /** How long to wait for pods and metrics. */
    public Duration readyWithin() {
        return DurationText.parse("--ready-within", readyWithin);
    }
}
