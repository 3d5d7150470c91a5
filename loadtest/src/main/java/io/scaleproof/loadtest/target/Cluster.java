package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The connection to the Kubernetes API that kubeconfig's context names. */
public final class Cluster implements AutoCloseable {
    private static final Duration BETWEEN_STAMPS = Duration.ofMillis(220);
    private static final int STAMPS_AT_MOST = 5;

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

    /**
     * How far the cluster's clock is ahead of this machine's, by the time stamps of its answers.
     *
     * @throws KubernetesClientException when the API does not answer
     */
    public Duration ahead() throws InterruptedException {
        List<ClockSkew.Stamp> stamps = new ArrayList<>();
        do {
            if (!stamps.isEmpty()) {
                Thread.sleep(BETWEEN_STAMPS);
            }
            stamps.add(stamp());
        } while (!ClockSkew.ahead(stamps).isZero() && stamps.size() < STAMPS_AT_MOST);
        return ClockSkew.ahead(stamps);
    }

    private ClockSkew.Stamp stamp() throws InterruptedException {
        HttpRequest version = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(URI.create(client.getMasterUrl() + "version"))
                .build();
        try {
            HttpResponse<String> answer =
                    client.getHttpClient().sendAsync(version, String.class).get(10, TimeUnit.SECONDS);
            return new ClockSkew.Stamp(
                    Instant.now(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(answer.header("Date"))));
        } catch (ExecutionException | TimeoutException e) {
            throw new KubernetesClientException("The API server does not tell its time", e);
        }
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
