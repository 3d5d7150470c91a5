package io.scaleproof.loadtest.target;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.scaleproof.loadtest.load.Endpoint;
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
    private final Ways ways;

    /** @param ways keeps what has to be opened to get there */
    public TargetFinder(Cluster cluster, String namespace, Ways ways) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.ways = ways;
    }

    /**
     * Finds the target.
     *
     * @param name name of the Service
     * @param url where to send the load; empty to find that out
     * @param hpa name of the HPA; empty to find the one that scales what the Service leads to
     * @param tunnel whether to go through the API server without trying anything else
     */
    public FoundTarget find(String name, Optional<String> hpa, Optional<URI> url, boolean tunnel) throws CouldNotRun {
        if (url.isPresent() && tunnel) {
            throw new CouldNotRun(
                    "The load goes either to --url %s or through --port-forward".formatted(url.get()),
                    "leave one of them out");
        }
        Rights.require(cluster, namespace);
        Service service = service(name);
        List<Deployment> deployments = deployments(service);
        HorizontalPodAutoscaler autoscaler = autoscaler(deployments, hpa);
        Deployment deployment = deployments.stream()
                .filter(candidate -> scales(autoscaler, candidate))
                .findFirst()
                .orElseThrow();
        if (!tunnel) {
            requireNoOthers(name, deployments, deployment);
        }
        Map<String, String> podLabels =
                Map.copyOf(deployment.getSpec().getSelector().getMatchLabels());
        int podPort = podPort(service, deployment);
        Optional<URI> direct = url.isPresent() ? Optional.of(reachable(url.get())) : Optional.empty();
        if (direct.isEmpty() && !tunnel) {
            direct = firstReachable(service);
        }
        URI base = direct.isPresent() ? direct.get() : through(service, podLabels, podPort, tunnel);
        return new FoundTarget(
                base,
                namespace,
                name,
                deployment.getMetadata().getName(),
                autoscaler.getMetadata().getName(),
                podLabels,
                podPort,
                direct.isEmpty(),
                Optional.ofNullable(autoscaler.getMetadata().getLabels())
                        .map(labels -> labels.get("app.kubernetes.io/managed-by")));
    }

    /** Finds what is to be watched only, to which no way is needed. */
    public FoundTarget findToWatch(String name, Optional<String> hpa) throws CouldNotRun {
        Rights.require(cluster, namespace);
        Service service = service(name);
        List<Deployment> deployments = deployments(service);
        HorizontalPodAutoscaler autoscaler = autoscaler(deployments, hpa);
        Deployment deployment = deployments.stream()
                .filter(candidate -> scales(autoscaler, candidate))
                .findFirst()
                .orElseThrow();
        return new FoundTarget(
                FoundTarget.NOWHERE,
                namespace,
                name,
                deployment.getMetadata().getName(),
                autoscaler.getMetadata().getName(),
                Map.copyOf(deployment.getSpec().getSelector().getMatchLabels()),
                podPort(service, deployment),
                false,
                Optional.ofNullable(autoscaler.getMetadata().getLabels())
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

    /** Those whose pods the Service selects. */
    private List<Deployment> deployments(Service service) throws CouldNotRun {
        Map<String, String> selector = service.getSpec().getSelector();
        List<Deployment> selected =
                cluster
                        .ask(client -> client.apps()
                                .deployments()
                                .inNamespace(namespace)
                                .list()
                                .getItems())
                        .stream()
                        .filter(deployment -> selector != null
                                && deployment
                                        .getSpec()
                                        .getTemplate()
                                        .getMetadata()
                                        .getLabels()
                                        .entrySet()
                                        .containsAll(selector.entrySet()))
                        .toList();
        if (selected.isEmpty()) {
            throw new CouldNotRun(
                    "No Deployment in namespace %s has the pods that Service %s selects (%s)"
                            .formatted(namespace, service.getMetadata().getName(), selector),
                    "kubectl get deployments -n %s --show-labels".formatted(namespace));
        }
        return selected;
    }

    /** The one that scales one of these; where several do, somebody has to say which. */
    private HorizontalPodAutoscaler autoscaler(List<Deployment> deployments, Optional<String> name) throws CouldNotRun {
        List<HorizontalPodAutoscaler> scaling = cluster
                .ask(client -> client.autoscaling()
                        .v2()
                        .horizontalPodAutoscalers()
                        .inNamespace(namespace)
                        .list()
                        .getItems())
                .stream()
                .filter(hpa -> deployments.stream().anyMatch(deployment -> scales(hpa, deployment)))
                .toList();
        List<HorizontalPodAutoscaler> fitting = scaling.stream()
                .filter(hpa ->
                        name.isEmpty() || name.get().equals(hpa.getMetadata().getName()))
                .toList();
        if (fitting.size() == 1) {
            return fitting.getFirst();
        }
        String subject = deployments.stream()
                .map(deployment -> deployment.getMetadata().getName())
                .collect(joining(", "));
        if (scaling.isEmpty()) {
            throw new CouldNotRun(
                    "No HorizontalPodAutoscaler in namespace %s scales Deployment %s: there is no autoscaling to prove"
                            .formatted(namespace, subject),
                    "pulumi up --stack minikube, or kubectl autoscale deployment %s -n %s --cpu=50%% --min=1 --max=10"
                            .formatted(deployments.getFirst().getMetadata().getName(), namespace));
        }
        List<String> names =
                scaling.stream().map(hpa -> hpa.getMetadata().getName()).toList();
        throw new CouldNotRun(
                name.map(given -> "No HPA %s in namespace %s scales Deployment %s; there is %s"
                                .formatted(given, namespace, subject, String.join(", ", names)))
                        .orElseGet(() -> "%d HPAs in namespace %s scale Deployment %s: %s"
                                .formatted(names.size(), namespace, subject, String.join(", ", names))),
                "say which: --hpa " + names.getFirst());
    }

    /** Load that others serve, too, would be counted as if these pods had served all of it. */
    private void requireNoOthers(String service, List<Deployment> deployments, Deployment scaled) throws CouldNotRun {
        List<String> others = deployments.stream()
                .filter(deployment -> !deployment.equals(scaled)
                        && !Integer.valueOf(0).equals(deployment.getSpec().getReplicas()))
                .map(deployment -> deployment.getMetadata().getName())
                .toList();
        if (!others.isEmpty()) {
            throw new CouldNotRun(
                    "Service %s/%s leads to pods of Deployment %s, too, and the HPA scales only %s"
                            .formatted(
                                    namespace,
                                    service,
                                    String.join(", ", others),
                                    scaled.getMetadata().getName()),
                    "name a Service that selects only those pods (--service), or send the load to them alone: --port-forward");
        }
    }

    private static boolean scales(HorizontalPodAutoscaler hpa, Deployment deployment) {
        return "Deployment".equals(hpa.getSpec().getScaleTargetRef().getKind())
                && deployment
                        .getMetadata()
                        .getName()
                        .equals(hpa.getSpec().getScaleTargetRef().getName());
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

    private Optional<URI> firstReachable(Service service) {
        return candidates(service).stream().filter(TargetFinder::connects).findFirst();
    }

    /** The way that is left where nothing else answers, or that was asked for. */
    private URI through(Service service, Map<String, String> podLabels, int podPort, boolean asked) throws CouldNotRun {
        try {
            return ways.through(cluster, namespace, podLabels, podPort);
        } catch (CouldNotRun e) {
            throw asked ? e : new CouldNotRun(unreachable(service) + ". " + e.getMessage(), remedy(service, e), e);
        }
    }

    private String unreachable(Service service) {
        Set<URI> candidates = candidates(service);
        String name = namespace + "/" + service.getMetadata().getName();
        if (candidates.isEmpty()) {
            return "Service %s is of type %s and has no address outside the cluster"
                    .formatted(name, service.getSpec().getType());
        }
        String untried = cluster.nodes().isPresent()
                ? ""
                : "; node addresses were not tried, because %s may not list nodes"
                        .formatted(cluster.user().orElse("this account"));
        return "Service %s answers on none of %s%s".formatted(name, candidates, untried);
    }

    private String remedy(Service service, CouldNotRun noTunnel) {
        return "kubectl get pods,endpointslices -n %s; where it is reached another way: --url http://HOST:PORT%s; for a tunnel, %s"
                .formatted(namespace, onMinikube(service), noTunnel.remedy());
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
        if (!List.of("http", "https").contains(String.valueOf(url.getScheme())) || url.getHost() == null) {
            throw new CouldNotRun(
                    "The load goes to an http or https URL, and '%s' is none".formatted(url),
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
            socket.connect(new InetSocketAddress(url.getHost(), Endpoint.port(url)), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            // Not here: the caller tries the next address, and names them all when none answers.
            return false;
        }
    }
}
