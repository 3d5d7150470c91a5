package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
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
import java.util.function.Function;

/** The connection to the Kubernetes API that kubeconfig's context names. No question to it takes for ever. */
public final class Cluster implements AutoCloseable {
    /** The client's own limit for an answer to begin. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);
    /** A whole answer: the client waits for ever for the rest of one that has begun. */
    private static final TimeLimit WHOLE_ANSWER = new TimeLimit(Duration.ofSeconds(10));

    private static final String IN_POD = "in-cluster";

    private static final TimeLimit CLOSED = new TimeLimit(Duration.ofSeconds(3));
    private static final Duration BETWEEN_STAMPS = Duration.ofMillis(220);
    private static final int STAMPS_AT_MOST = 5;

    private final KubernetesClient client;
    private final String context;
    private final String version;
    private final LeftOut leftOut;
    private final Optional<String> user;
    private final Optional<List<Node>> nodes;

    private Cluster(KubernetesClient client, String context) {
        this.client = client;
        this.context = context;
        this.version = ask(KubernetesClient::getKubernetesVersion).getGitVersion();
        this.user = askUser();
        this.leftOut = new LeftOut(user);
        this.nodes = askNodes();
    }

    /**
     * Connects, and sees whether the API answers.
     *
     * @param context name of a kubeconfig context; empty for the current one
     */
    public static Cluster connect(Optional<String> context) throws CouldNotRun {
        Config config = Config.autoConfigure(context.orElse(null));
        String name = config.getCurrentContext() == null
                ? isInPod() ? IN_POD : "none"
                : config.getCurrentContext().getName();
        if (!context.orElse(name).equals(name)) {
            // The client would take the current one instead, in silence.
            throw new CouldNotRun(
                    "kubeconfig has no context '%s' (the current one is %s)".formatted(context.get(), name),
                    "kubectl config get-contexts");
        }
        return connect(config, name);
    }

    /** As the kubelet tells every pod. */
    private static boolean isInPod() {
        return System.getenv("KUBERNETES_SERVICE_HOST") != null;
    }

    /** Whether this runs in a pod of the cluster, by the pod's own account: where Services have addresses of their own. */
    boolean isAround() {
        return context.equals(IN_POD);
    }

    /** The same with a configuration that was made another way; {@code context} is what it is called. */
    public static Cluster connect(Config config, String context) throws CouldNotRun {
        config.setRequestTimeout((int) ANSWER_WITHIN.toMillis());
        config.setConnectionTimeout((int) ANSWER_WITHIN.toMillis());
        // A poll that fails is repeated a second later anyway: do not let retries pile up behind it.
        config.setRequestRetryBackoffLimit(1);
        KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build();
        try {
            return new Cluster(client, context);
        } catch (KubernetesClientException e) {
            close(client);
            if (e.getCode() > 0) {
                throw ApiErrors.couldNotRun(e);
            }
            throw new CouldNotRun(
                    "The Kubernetes API at %s (context %s) does not answer: %s"
                            .formatted(config.getMasterUrl(), context, ApiErrors.words(e)),
                    "choose a running cluster: kubectl config use-context NAME, minikube start, or"
                            + " eval \"$(cluster/env)\" for the stand-in",
                    e);
        }
    }

    /**
     * The answer to a question to the API.
     *
     * @throws KubernetesClientException when it is refused, or not answered in time
     */
    public <T> T ask(Function<KubernetesClient, T> question) {
        return WHOLE_ANSWER.get(() -> question.apply(client));
    }

    private Optional<String> askUser() {
        try {
            var review = ask(client ->
                    client.resource(new SelfSubjectReviewBuilder().build()).create());
            return Optional.ofNullable(review.getStatus().getUserInfo()).map(info -> info.getUsername());
        } catch (KubernetesClientException e) {
            refused(e);
            // Older than Kubernetes 1.28, or not for everybody: messages go without the name.
            return Optional.empty();
        }
    }

    private Optional<List<Node>> askNodes() {
        try {
            return Optional.of(ask(client -> client.nodes().list().getItems()));
        } catch (KubernetesClientException e) {
            refused(e);
            leftOut.add(
                    "nodes",
                    "listed",
                    e,
                    "their number and CPUs are missing, a NodePort was looked for at the API server's host alone,"
                            + " and when one stops being Ready is not known");
            return Optional.empty();
        }
    }

    /** Goes on with what was answered, if only by a refusal: without an answer the next question would wait as long. */
    private static void refused(KubernetesClientException e) {
        if (e.getCode() <= 0) {
            throw e;
        }
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
            HttpResponse<String> answer = client.getHttpClient()
                    .sendAsync(version, String.class)
                    .get(WHOLE_ANSWER.atMost().toMillis(), TimeUnit.MILLISECONDS);
            return new ClockSkew.Stamp(
                    SteadyClock.OWN.instant(),
                    Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(answer.header("Date"))));
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

    /** Who asks, as the API server knows them; empty where it does not tell. */
    public Optional<String> user() {
        return user;
    }

    /** Whether nodes may be listed, by what came of it when this connected. */
    public boolean mayListNodes() {
        return nodes.isPresent();
    }

    /** The nodes as they were when this connected; empty when they may not be listed. */
    Optional<List<Node>> nodes() {
        return nodes;
    }

    /** What the run goes without. */
    public LeftOut leftOut() {
        return leftOut;
    }

    @Override
    public void close() {
        close(client);
    }

    private static void close(KubernetesClient client) {
        try {
            CLOSED.run(client::close);
        } catch (KubernetesClientException e) {
            // It holds nothing but connections, which end with this program.
            System.err.println("The connection to the Kubernetes API was left open: " + e.getMessage());
        }
    }
}
