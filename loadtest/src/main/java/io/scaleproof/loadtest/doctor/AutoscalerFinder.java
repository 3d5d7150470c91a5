package io.scaleproof.loadtest.doctor;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.target.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the HPA that is meant. It asks where several fit, and takes what is wrong with one for something to be said. */
final class AutoscalerFinder {
    private final Cluster cluster;
    private final String namespace;
    private final ScaledReader reader;

    AutoscalerFinder(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.reader = new ScaledReader(cluster, namespace);
    }

    /** All HPAs of the namespace; of them the one that is meant, if any is, and what that scales, if it exists. */
    record Found(List<HorizontalPodAutoscaler> all, Optional<HorizontalPodAutoscaler> hpa, Optional<Scaled> scaled) {}

    /** By name, or as the one that scales what {@code service} leads to; of several on one object the first. */
    Found find(Service service, Optional<String> name) throws CouldNotRun {
        List<HorizontalPodAutoscaler> all = cluster.ask(client -> client.autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace)
                .list()
                .getItems());
        if (name.isPresent()) {
            HorizontalPodAutoscaler named = named(all, name.get());
            return new Found(all, Optional.of(named), reader.read(ref(named)));
        }
        return behind(service, all);
    }

    private HorizontalPodAutoscaler named(List<HorizontalPodAutoscaler> all, String name) throws CouldNotRun {
        return all.stream()
                .filter(hpa -> name.equals(name(hpa)))
                .findFirst()
                .orElseThrow(() -> new CouldNotRun(
                        "There is no HPA %s in namespace %s; there is %s"
                                .formatted(name, namespace, all.isEmpty() ? "none" : words(all)),
                        all.isEmpty()
                                ? "kubectl get hpa --all-namespaces"
                                : "say which: --hpa " + name(all.getFirst())));
    }

    private Found behind(Service service, List<HorizontalPodAutoscaler> all) throws CouldNotRun {
        List<Found> fitting = new ArrayList<>();
        List<KubernetesClientException> refused = new ArrayList<>();
        for (HorizontalPodAutoscaler hpa : all) {
            try {
                reader.read(ref(hpa))
                        .filter(scaled -> serves(service, scaled))
                        .ifPresent(scaled -> fitting.add(new Found(all, Optional.of(hpa), Optional.of(scaled))));
            } catch (KubernetesClientException e) {
                if (e.getCode() <= 0) {
                    throw e;
                }
                // Perhaps not the one that is meant: said if no other is.
                refused.add(e);
            }
        }
        if (fitting.isEmpty() && !refused.isEmpty()) {
            throw refused.getFirst();
        }
        if (fitting.isEmpty()) {
            return new Found(all, Optional.empty(), Optional.empty());
        }
        if (fitting.stream()
                        .map(found -> found.scaled().orElseThrow().words())
                        .distinct()
                        .count()
                > 1) {
            List<HorizontalPodAutoscaler> hpas =
                    fitting.stream().flatMap(found -> found.hpa().stream()).toList();
            throw new CouldNotRun(
                    "%d HPAs in namespace %s scale what Service %s leads to: %s"
                            .formatted(
                                    hpas.size(),
                                    namespace,
                                    service.getMetadata().getName(),
                                    words(hpas)),
                    "say which: --hpa " + name(hpas.getFirst()));
        }
        return fitting.getFirst();
    }

    /** Whether the Service leads to its pods, or would if there were any. */
    private boolean serves(Service service, Scaled scaled) {
        Map<String, String> selector = service.getSpec().getSelector();
        if (selector == null || selector.isEmpty()) {
            return false;
        }
        return labels(scaled).anyMatch(labels -> labels.entrySet().containsAll(selector.entrySet()));
    }

    private Stream<Map<String, String>> labels(Scaled scaled) {
        return scaled.template().isPresent()
                ? Stream.ofNullable(scaled.template().get().getMetadata())
                        .flatMap(metadata -> Stream.ofNullable(metadata.getLabels()))
                : cluster
                        .ask(client -> client.pods()
                                .inNamespace(namespace)
                                .withLabelSelector(scaled.selector())
                                .list()
                                .getItems())
                        .stream()
                        .flatMap(pod -> Stream.ofNullable(pod.getMetadata().getLabels()));
    }

    private static CrossVersionObjectReference ref(HorizontalPodAutoscaler hpa) {
        return hpa.getSpec().getScaleTargetRef();
    }

    private static String name(HorizontalPodAutoscaler hpa) {
        return hpa.getMetadata().getName();
    }

    private static String words(List<HorizontalPodAutoscaler> hpas) {
        return hpas.stream()
                .map(hpa -> "%s (%s %s)".formatted(name(hpa), ref(hpa).getKind(), ref(hpa).getName()))
                .collect(joining(", "));
    }
}
