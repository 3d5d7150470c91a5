package io.scaleproof.loadtest.options;

import java.util.Optional;
import picocli.CommandLine.Option;

/** What is looked at. */
public class TargetOptions {
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
}
