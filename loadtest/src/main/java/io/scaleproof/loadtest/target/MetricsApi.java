package io.scaleproof.loadtest.target;

import static java.net.HttpURLConnection.HTTP_UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.stream.Stream;

/** The API from which an HPA learns what pods use, asked itself, which takes no more rights than a run does. */
public sealed interface MetricsApi {
    /** What gives a cluster that has none one. */
    String REMEDY = "minikube addons enable metrics-server, or pulumi config set metricsServer install && pulumi up";

    /** What its APIService is called. */
    String NAME = "v1beta1.metrics.k8s.io";

    /** It answered, with a PodMetricsList. */
    record There(String measurements) implements MetricsApi {}

    /** The cluster knows of none. */
    record Absent() implements MetricsApi {}

    /** It is known, and does not answer. */
    record Unavailable(String why) implements MetricsApi {}

    /** What keeps an HPA from seeing anything, and what to type; empty where nothing does. */
    default Optional<Blindness> blindness() {
        return switch (this) {
            case There _ -> Optional.empty();
            case Absent() ->
                Optional.of(new Blindness(
                        "The cluster has no metrics API (APIService %s): the HPA is blind".formatted(NAME), REMEDY));
            case Unavailable(String why) ->
                Optional.of(new Blindness(
                        "The metrics API is not available (%s): the HPA is blind".formatted(why),
                        "kubectl get pods -n kube-system -l k8s-app=metrics-server; " + REMEDY));
        };
    }

    /** Why an HPA sees nothing, and what to type. */
    record Blindness(String why, String remedy) {}

    /**
     * Asks for the pods of a namespace.
     *
     * @param selector the label selector of the pods, empty for all
     * @throws KubernetesClientException when it is refused, or not answered in time
     */
    static MetricsApi ask(Cluster cluster, String namespace, String selector) {
        String path = "/apis/metrics.k8s.io/v1beta1/namespaces/%s/pods".formatted(namespace)
                + (selector.isEmpty() ? "" : "?labelSelector=" + URLEncoder.encode(selector, UTF_8));
        try {
            String json = cluster.ask(client -> client.raw(path));
            return json == null ? new Absent() : new There(json);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HTTP_UNAVAILABLE) {
                throw e;
            }
            return new Unavailable(why(cluster, e));
        }
    }

    /** Its APIService knows more than the refusal says; not everybody may read that. */
    private static String why(Cluster cluster, KubernetesClientException refusal) {
        try {
            APIService service =
                    cluster.ask(client -> client.apiServices().withName(NAME).get());
            return Stream.ofNullable(service)
                    .flatMap(found -> found.getStatus().getConditions().stream())
                    .filter(condition -> condition.getType().equals("Available")
                            && !condition.getStatus().equals("True"))
                    .findFirst()
                    .map(condition -> condition.getReason() + ": " + condition.getMessage())
                    .orElse(ApiErrors.words(refusal));
        } catch (KubernetesClientException e) {
            return "%s; its APIService says more, and could not be read: %s"
                    .formatted(ApiErrors.words(refusal), ApiErrors.words(e));
        }
    }
}
