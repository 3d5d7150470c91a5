package io.scaleproof.loadtest.target;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Service;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.util.List;
import java.util.Optional;

/** Finds the Service: by its name, or as the one that leads to what an HPA scales. */
public final class ServiceFinder {
    private final Cluster cluster;
    private final String namespace;

    public ServiceFinder(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    Optional<Service> find(String name) {
        return Optional.ofNullable(cluster.ask(client ->
                client.services().inNamespace(namespace).withName(name).get()));
    }

    Service named(String name) throws CouldNotRun {
        return find(name).orElseThrow(() -> missing(name));
    }

    /** That there is none of that name. */
    CouldNotRun missing(String name) {
        return new CouldNotRun(
                "There is no Service %s in namespace %s (context %s)".formatted(name, namespace, cluster.context()),
                name.equals(AimFinder.DEFAULT_SERVICE)
                        ? "pulumi up --stack minikube, or name another one with --namespace and --service"
                        : "kubectl get services -n %s, and name one with --namespace and --service"
                                .formatted(namespace));
    }

    /**
     * The Service that leads to a target. One without an address of its own (headless) leads no load anywhere.
     *
     * @throws CouldNotRun when there is none, there are several, or they may not be listed
     */
    public Service leadingTo(ScaleTarget target) throws CouldNotRun {
        Rights.require(cluster, namespace, Rights.TO_FIND_SERVICES);
        List<Service> leading =
                cluster
                        .ask(client ->
                                client.services().inNamespace(namespace).list().getItems())
                        .stream()
                        .filter(service -> !"None".equals(service.getSpec().getClusterIP()))
                        .filter(target::isServedBy)
                        .toList();
        if (leading.size() == 1) {
            return leading.getFirst();
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

    /**
     * The same where the load may go without.
     *
     * @param needed whether it cannot; if it can, it does where there is none, or several
     */
    Optional<Service> leadingTo(ScaleTarget target, boolean needed) throws CouldNotRun {
        try {
            return Optional.of(leadingTo(target));
        } catch (CouldNotRun e) {
            if (needed) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
