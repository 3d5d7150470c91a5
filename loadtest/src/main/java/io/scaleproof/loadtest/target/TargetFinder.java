package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the Service, the Deployment behind it, the HPA that scales it and an address that answers. */
public final class TargetFinder {
    private static final int CONNECT_MILLIS = 2_000;

    private final Cluster cluster;
    private final String namespace;

    public TargetFinder(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /**
     * Finds the target.
     *
     * @param name name of the Service
     * @param url where to send the load; empty to find that out
     */
    public FoundTarget find(String name, Optional<URI> url) throws CouldNotRun {
        Rights.require(cluster, namespace);
        Service service = service(name);
        Deployment deployment = deployment(service);
        HorizontalPodAutoscaler hpa = hpa(deployment);
        URI base = url.isPresent() ? reachable(url.get()) : firstReachable(service);
        return new FoundTarget(
                base,
                namespace,
                name,
                deployment.getMetadata().getName(),
                hpa.getMetadata().getName(),
                Map.copyOf(deployment.getSpec().getSelector().getMatchLabels()),
                podPort(service, deployment),
                Optional.ofNullable(hpa.getMetadata().getLabels())
                        .map(labels -> labels.get("app.kubernetes.io/managed-by")));
    }

    private Service service(String name) throws CouldNotRun {
        Service service = cluster.ask(client ->
                client.services().inNamespace(namespace).withName(name).get());
        if (service == null) {
            throw new CouldNotRun(
                    "There is no Service %s in namespace %s (context %s)".formatted(name, namespace, cluster.context()),
                    "pulumi up --stack minikube, or name another one with --namespace and --service");
        }
        return service;
    }

    private Deployment deployment(Service service) throws CouldNotRun {
        Map<String, String> selector = service.getSpec().getSelector();
        List<Deployment> deployments = cluster.ask(client ->
                client.apps().deployments().inNamespace(namespace).list().getItems());
        return deployments.stream()
                .filter(deployment -> selector != null
                        && deployment
                                .getSpec()
                                .getTemplate()
                                .getMetadata()
                                .getLabels()
                                .entrySet()
                                .containsAll(selector.entrySet()))
                .findFirst()
                .orElseThrow(() -> new CouldNotRun(
                        "No Deployment in namespace %s has the pods that Service %s selects (%s)"
                                .formatted(namespace, service.getMetadata().getName(), selector),
                        "kubectl get deployments -n %s --show-labels".formatted(namespace)));
    }

    private HorizontalPodAutoscaler hpa(Deployment deployment) throws CouldNotRun {
        String name = deployment.getMetadata().getName();
        List<HorizontalPodAutoscaler> hpas = cluster.ask(client -> client.autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace)
                .list()
                .getItems());
        return hpas.stream()
                .filter(hpa ->
                        "Deployment".equals(hpa.getSpec().getScaleTargetRef().getKind())
                                && name.equals(hpa.getSpec().getScaleTargetRef().getName()))
                .findFirst()
                .orElseThrow(() -> new CouldNotRun(
                        "No HorizontalPodAutoscaler in namespace %s scales Deployment %s: there is no autoscaling to prove"
                                .formatted(namespace, name),
                        "pulumi up --stack minikube, or kubectl autoscale deployment %s -n %s --cpu=50%% --min=1 --max=10"
                                .formatted(name, namespace)));
    }

    private static int podPort(Service service, Deployment deployment) {
        ServicePort port = service.getSpec().getPorts().getFirst();
        if (port.getTargetPort() == null) {
            return port.getPort();
        }
        if (port.getTargetPort().getIntVal() != null) {
            return port.getTargetPort().getIntVal();
        }
        return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(named -> port.getTargetPort().getStrVal().equals(named.getName()))
                .findFirst()
                .map(named -> named.getContainerPort())
                .orElse(port.getPort());
    }

    private URI firstReachable(Service service) throws CouldNotRun {
        Set<URI> candidates = candidates(service);
        if (candidates.isEmpty()) {
            throw new CouldNotRun(
                    "Service %s/%s is of type %s and has no address outside the cluster"
                            .formatted(
                                    namespace,
                                    service.getMetadata().getName(),
                                    service.getSpec().getType()),
                    "give the address with --url http://HOST:PORT, or make it a NodePort");
        }
        for (URI candidate : candidates) {
            if (connects(candidate)) {
                return candidate;
            }
        }
        throw new CouldNotRun(
                "Service %s/%s answers on none of %s%s"
                        .formatted(
                                namespace,
                                service.getMetadata().getName(),
                                candidates,
                                cluster.nodes().isPresent()
                                        ? ""
                                        : "; node addresses were not tried, because %s may not list nodes"
                                                .formatted(cluster.user().orElse("this account"))),
                "kubectl get pods,endpointslices -n %s; where it is reached another way: --url http://HOST:PORT%s"
                        .formatted(namespace, onMinikube(service)));
    }

    /** Its docker driver's nodes have addresses that only Linux routes. */
    private static String onMinikube(Service service) {
        Integer nodePort = service.getSpec().getPorts().getFirst().getNodePort();
        return nodePort == null
                ? ""
                : " (minikube in Docker Desktop, Podman or WSL: make it anew with that port on this machine, minikube delete &&"
                        + " minikube start --addons=metrics-server --ports=127.0.0.1:%1$d:%1$d)".formatted(nodePort);
    }

    /** The API server's own host first: in one-node clusters it is the node, by an address known to be reachable. */
    private Set<URI> candidates(Service service) {
        Set<URI> candidates = new LinkedHashSet<>();
        ServicePort port = service.getSpec().getPorts().getFirst();
        if (service.getStatus() != null && service.getStatus().getLoadBalancer() != null) {
            for (LoadBalancerIngress ingress :
                    service.getStatus().getLoadBalancer().getIngress()) {
                candidates.add(http(ingress.getIp() == null ? ingress.getHostname() : ingress.getIp(), port.getPort()));
            }
        }
        if (port.getNodePort() != null) {
            candidates.add(http(loopbackIfOurs(cluster.client().getMasterUrl().getHost()), port.getNodePort()));
            cluster.nodes().orElse(List.of()).stream()
                    .flatMap(node -> node.getStatus().getAddresses().stream())
                    .filter(address -> address.getType().equals("InternalIP"))
                    .forEach(address -> candidates.add(http(address.getAddress(), port.getNodePort())));
        }
        return candidates;
    }

    /** A cluster that runs on this very machine is loaded over loopback. */
    private static String loopbackIfOurs(String host) {
        try {
            boolean ours = NetworkInterface.getByInetAddress(InetAddress.getByName(host)) != null;
            return ours ? "127.0.0.1" : host;
        } catch (IOException e) {
            return host; // a name that does not resolve is said to be unreachable when it is tried
        }
    }

    private static URI http(String host, int port) {
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    private static URI reachable(URI url) throws CouldNotRun {
        if (!"http".equals(url.getScheme()) || url.getHost() == null) {
            throw new CouldNotRun(
                    "The load goes over plain HTTP, and '%s' is not such a URL".formatted(url),
                    "give one like --url http://127.0.0.1:30080");
        }
        if (!connects(url)) {
            throw new CouldNotRun(
                    "Nothing accepts a connection at %s".formatted(url),
                    "curl -v %s, or leave --url out to have the address found".formatted(url));
        }
        return url;
    }

    private static boolean connects(URI url) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(url.getHost(), url.getPort() < 0 ? 80 : url.getPort()), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            // Not here: the caller tries the next address, and names them all when none answers.
            return false;
        }
    }
}
