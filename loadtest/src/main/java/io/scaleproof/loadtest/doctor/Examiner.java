package io.scaleproof.loadtest.doctor;

import static java.net.HttpURLConnection.HTTP_FORBIDDEN;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.MetricsApi;
import io.scaleproof.loadtest.target.Rights;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads, once, all that the checks look at. It changes nothing in the cluster and sends nothing to the target. */
public final class Examiner {
    private final Cluster cluster;
    private final String namespace;

    public Examiner(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /**
     * What there is to say of a target.
     *
     * @param service name of the Service
     * @param hpa name of the HPA; empty to find the one that scales what the Service leads to
     * @throws CouldNotRun when there is no such Service or HPA, several fit, or what matters may not be read
     */
    public Diagnosis diagnose(String service, Optional<String> hpa) throws CouldNotRun, InterruptedException {
        Sight<Optional<CouldNotRun>> refusal = Sight.of(() -> Rights.refusal(cluster, namespace));
        try {
            return Diagnosis.of(examine(service, hpa, refusal));
        } catch (KubernetesClientException e) {
            if (e.getCode() == HTTP_FORBIDDEN
                    && refusal instanceof Sight.Seen<Optional<CouldNotRun>>(Optional<CouldNotRun> why)
                    && why.isPresent()) {
                throw why.get();
            }
            throw e;
        }
    }

    private Examined examine(String name, Optional<String> hpa, Sight<Optional<CouldNotRun>> refusal)
            throws CouldNotRun, InterruptedException {
        Service service = service(name);
        AutoscalerFinder.Found found = new AutoscalerFinder(cluster, namespace).find(service, hpa);
        String selector = found.scaled().map(Scaled::selector).orElse("");
        return new Examined(
                namespace,
                cluster.context(),
                Instant.now().plus(cluster.ahead()),
                service,
                refusal,
                Sight.of(() -> MetricsApi.ask(cluster, namespace, selector)),
                found.all(),
                found.hpa(),
                found.scaled(),
                served(service),
                selector.isEmpty() ? List.of() : pods(selector),
                Sight.of(() -> cluster.ask(client ->
                        client.resourceQuotas().inNamespace(namespace).list().getItems())),
                Sight.of(() -> cluster.ask(client ->
                        client.limitRanges().inNamespace(namespace).list().getItems())),
                Sight.of(this::capacity));
    }

    private Service service(String name) throws CouldNotRun {
        Service service = cluster.ask(client ->
                client.services().inNamespace(namespace).withName(name).get());
        if (service == null) {
            throw new CouldNotRun(
                    "There is no Service %s in namespace %s (context %s)".formatted(name, namespace, cluster.context()),
                    "kubectl get services -n %s, and name one with --namespace and --service".formatted(namespace));
        }
        return service;
    }

    private List<Pod> served(Service service) {
        Map<String, String> selector = service.getSpec().getSelector();
        if (selector == null || selector.isEmpty()) {
            return List.of();
        }
        return staying(cluster.ask(client ->
                client.pods().inNamespace(namespace).withLabels(selector).list().getItems()));
    }

    private List<Pod> pods(String selector) {
        return staying(cluster.ask(client -> client.pods()
                .inNamespace(namespace)
                .withLabelSelector(selector)
                .list()
                .getItems()));
    }

    private static List<Pod> staying(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null
                        && !"Failed".equals(pod.getStatus().getPhase()))
                .toList();
    }

    private Examined.Capacity capacity() {
        return new Examined.Capacity(
                cluster.ask(client -> client.nodes().list().getItems()),
                cluster.ask(client -> client.pods()
                        .inAnyNamespace()
                        .withoutField("status.phase", "Succeeded")
                        .withoutField("status.phase", "Failed")
                        .list()
                        .getItems()));
    }
}
