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
            description = {
                "Its Service; the HPA and what it scales are found from it. Default: the one that leads to what --hpa"
                        + " scales; without --hpa, scaleproof.",
            })
    private Optional<String> service = Optional.empty();

    @Option(
            names = "--hpa",
            paramLabel = "NAME",
            description = {
                "The HPA, whatever it scales: Deployment, StatefulSet or a kind of your own. Default: the one that scales"
                        + " what the Service leads to; where there is no such Service, the only one of the namespace.",
            })
    private Optional<String> hpa = Optional.empty();

    public Optional<String> context() {
        return context;
    }

    public String namespace() {
        return namespace;
    }

    /** The Service; empty to find it from the HPA. */
    public Optional<String> service() {
        return service;
    }

    /** The HPA; empty to find it from the Service. */
    public Optional<String> hpa() {
        return hpa;
    }
}
