package io.scaleproof.loadtest.target;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Service;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.util.List;
import java.util.Optional;

/** Finds the Service: by its name, or as the one that leads to what an HPA scales. */
final class ServiceFinder {
    private final Cluster cluster;
    private final String namespace;

    ServiceFinder(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    Optional<Service> find(String name) {
        return Optional.ofNullable(cluster.ask(client ->
                client.services().inNamespace(namespace).withName(name).get()));
    }

    Service named(String name) throws CouldNotRun {
        return find(name)
                .orElseThrow(() -> new CouldNotRun(
                        "There is no Service %s in namespace %s (context %s)"
                                .formatted(name, namespace, cluster.context()),
                        "pulumi up --stack minikube, or name another one with --namespace and --service"));
    }

    /**
     * The Service that leads to a target. One without an address of its own (headless) leads no load anywhere.
     *
     * @param needed whether the load cannot go without; if it can, it does where there is none, or several
     */
    Optional<Service> leadingTo(ScaleTarget target, boolean needed) throws CouldNotRun {
        List<Right> missing = Rights.missing(cluster, namespace, Rights.TO_FIND_SERVICES);
        if (!missing.isEmpty()) {
            if (needed) {
                throw Rights.refused(cluster, namespace, missing);
            }
            return Optional.empty();
        }
        List<Service> leading =
                cluster
                        .ask(client ->
                                client.services().inNamespace(namespace).list().getItems())
                        .stream()
                        .filter(service -> !"None".equals(service.getSpec().getClusterIP()))
                        .filter(target::isServedBy)
                        .toList();
        if (leading.size() == 1 || !needed) {
            return leading.size() == 1 ? Optional.of(leading.getFirst()) : Optional.empty();
        }
        if (leading.isEmpty()) {
            throw new CouldNotRun(
                    "No Service with an address in namespace %s leads to %s"
                            .formatted(namespace, target.workload().words()),
                    "say where it answers (--url http://HOST:PORT), or send the load through the API server: --port-forward");
        }
        throw new CouldNotRun(
                "%d Services in namespace %s lead to %s: %s"
                        .formatted(
                                leading.size(),
                                namespace,
                                target.workload().words(),
                                leading.stream()
                                        .map(service -> service.getMetadata().getName())
                                        .collect(joining(", "))),
                "say which: --service " + leading.getFirst().getMetadata().getName());
    }
}
