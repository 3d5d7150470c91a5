package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import io.scaleproof.loadtest.run.CouldNotRun;
import java.util.Optional;

/** The connection to the Kubernetes API that kubeconfig's context names. */
public final class Cluster implements AutoCloseable {
    private final KubernetesClient client;
    private final String context;
    private final String version;

    private Cluster(KubernetesClient client, String context, String version) {
        this.client = client;
        this.context = context;
        this.version = version;
    }

    /**
     * Connects, and sees whether the API answers.
     *
     * @param context name of a kubeconfig context; empty for the current one
     */
    public static Cluster connect(Optional<String> context) throws CouldNotRun {
        Config config = Config.autoConfigure(context.orElse(null));
        config.setRequestTimeout(10_000);
        // A poll that fails is repeated a second later anyway: do not let retries pile up behind it.
        config.setRequestRetryBackoffLimit(1);
        String name = config.getCurrentContext() == null
                ? "none"
                : config.getCurrentContext().getName();
        KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build();
        try {
            VersionInfo version = client.getKubernetesVersion();
            return new Cluster(client, name, version.getGitVersion());
        } catch (KubernetesClientException e) {
            client.close();
            throw new CouldNotRun(
                    "The Kubernetes API at %s (context %s) does not answer: %s"
                            .formatted(config.getMasterUrl(), name, rootMessage(e)),
                    "choose a running cluster: kubectl config use-context NAME, minikube start, or"
                            + " eval \"$(cluster/env)\" for the stand-in",
                    e);
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    public KubernetesClient client() {
        return client;
    }

    public String context() {
        return context;
    }

    /** Version of the API server, for instance {@code v1.37.2}. */
    public String version() {
        return version;
    }

    @Override
    public void close() {
        client.close();
    }
}
