package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Finds the HPA, what it scales, the Service before that and an address that answers. */
public final class TargetFinder {
    private static final String HEADLESS = "None";
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
     * @param service name of the Service; empty to find the one that leads to what the HPA scales
     * @param hpa name of the HPA; empty to find the one that scales what the Service leads to. Without either it is what
     *     Service {@value AimFinder#DEFAULT_SERVICE} leads to, and where there is no such Service, the namespace's only HPA
     * @param url where to send the load; empty to find that out
     * @param tunnel whether to go through the API server without trying anything else
     */
    public FoundTarget find(Optional<String> service, Optional<String> hpa, Optional<URI> url, boolean tunnel)
            throws CouldNotRun {
        if (url.isPresent() && tunnel) {
            throw new CouldNotRun(
                    "The load goes either to --url %s or through --port-forward".formatted(url.get()),
                    "leave one of them out");
        }
        Rights.require(cluster, namespace, Rights.NEEDED);
        Proved proved = proved(service, hpa, url.isEmpty() && !tunnel);
        ScaleTarget target = proved.target();
        if (!tunnel && proved.service().isPresent()) {
            new ServedPods(cluster, namespace).requireNoOthers(proved.service().get(), target);
        }
        OptionalInt podPort = PodPorts.of(proved.service(), target);
        Optional<URI> direct = url.isPresent() ? Optional.of(reachable(url.get())) : Optional.empty();
        if (direct.isEmpty() && !tunnel) {
            direct = firstReachable(proved.service().orElseThrow());
        }
        URI base = direct.isPresent() ? direct.get() : through(proved, podPort, tunnel);
        return found(proved, base, podPort.orElseGet(() -> Endpoint.port(base)), direct.isEmpty());
    }

    /** Finds what is to be watched only, to which no way is needed. */
    public FoundTarget findToWatch(Optional<String> service, Optional<String> hpa) throws CouldNotRun {
        Rights.require(cluster, namespace, Rights.NEEDED);
        Proved proved = proved(service, hpa, false);
        OptionalInt podPort = PodPorts.of(proved.service(), proved.target());
        return found(proved, FoundTarget.NOWHERE, podPort.orElse(0), false);
    }

    private FoundTarget found(Proved proved, URI base, int podPort, boolean tunnelled) {
        HorizontalPodAutoscaler autoscaler = proved.hpa();
        return new FoundTarget(
                base,
                namespace,
                proved.service().map(found -> found.getMetadata().getName()),
                proved.target().workload(),
                autoscaler.getMetadata().getName(),
                proved.target().podSelector(),
                podPort,
                tunnelled,
                HpaOwner.managedBy(autoscaler),
                HpaOwner.scaledObject(autoscaler));
    }

    /**
     * Finds what is loaded from within the cluster. Nothing is tried from here.
     *
     * @param url where the Service answers there; empty for its own address
     */
    public FoundTarget findInside(Optional<String> service, Optional<String> hpa, Optional<URI> url)
            throws CouldNotRun {
        Rights.require(cluster, namespace, Rights.NEEDED);
        Proved proved = proved(service, hpa, url.isEmpty());
        ScaleTarget target = proved.target();
        if (proved.service().isPresent()) {
            new ServedPods(cluster, namespace).requireNoOthers(proved.service().get(), target);
        }
        OptionalInt podPort = PodPorts.of(proved.service(), target);
        URI base = url.orElseGet(() -> inside(proved.service().orElseThrow(), podPort));
        return found(proved, base, podPort.orElseGet(() -> Endpoint.port(base)), false);
    }

    /**
     * By its address, which leads there in a cluster without name service, too. A headless Service has none: its name leads to
     * the pods, and to their port.
     */
    private static URI inside(Service service, OptionalInt podPort) {
        String address = service.getSpec().getClusterIP();
        int port = service.getSpec().getPorts().getFirst().getPort();
        return address == null || address.isEmpty() || address.equals(HEADLESS)
                ? http(
                        service.getMetadata().getName() + "."
                                + service.getMetadata().getNamespace() + ".svc",
                        podPort.orElse(port))
                : http(address, port);
    }

    /** What can be proved: the HPA with what it scales, and the Service before that, if any is needed. */
    private record Proved(HorizontalPodAutoscaler hpa, ScaleTarget target, Optional<Service> service) {}

    private Proved proved(Optional<String> name, Optional<String> hpa, boolean needsService) throws CouldNotRun {
        Aim aim = new AimFinder(cluster, namespace).find(name, hpa);
        if (aim.objection().isPresent()) {
            throw aim.objection().get();
        }
        ScaleTarget target = aim.target().orElseThrow();
        Rights.require(
                cluster,
                namespace,
                Rights.onScaled(target.workload().group(), target.workload().resource()));
        Optional<Service> service = aim.service().isPresent()
                ? aim.service()
                : new ServiceFinder(cluster, namespace).leadingTo(target, needsService);
        return new Proved(aim.hpa().orElseThrow(), target, service);
    }

    private Optional<URI> firstReachable(Service service) {
        return candidates(service).stream().filter(TargetFinder::connects).findFirst();
    }

    /** The way that is left where nothing else answers, or that was asked for. */
    private URI through(Proved proved, OptionalInt podPort, boolean asked) throws CouldNotRun {
        ScaleTarget target = proved.target();
        try {
            return ways.through(
                    cluster, namespace, target.podSelector(), podPort.orElseThrow(() -> PodPorts.unclear(target)));
        } catch (CouldNotRun e) {
            Service service = proved.service().orElse(null);
            throw asked || service == null
                    ? e
                    : new CouldNotRun(unreachable(service) + ". " + e.getMessage(), remedy(service, e), e);
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

    /**
     * In a pod of the cluster the Service's own address, which balances as it does for everybody. From outside the API server's
     * own host first: in one-node clusters it is the node, by an address known to be reachable.
     */
    private Set<URI> candidates(Service service) {
        Set<URI> candidates = new LinkedHashSet<>();
        ServicePort port = service.getSpec().getPorts().getFirst();
        String own = service.getSpec().getClusterIP();
        if (cluster.isAround() && own != null && !own.equals(HEADLESS)) {
            candidates.add(http(own, port.getPort()));
        }
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
