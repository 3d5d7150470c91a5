package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.PortForward;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A way to pods from wherever the API server can be reached ({@code kubectl port-forward}): a port of this machine, each
 * connection to which goes through the API server to the next of the ready pods in turn. kubectl's own tunnel would take
 * all of them to one pod, for a Service, too.
 *
 * <p>Latencies hold the way through API server and kubelet, and a pod that goes breaks its connections as no Service would
 * notice; it is for where nothing better leads to the pods.
 */
final class PodTunnel implements AutoCloseable {
    /** The API server and a kubelet each hold a stream for every connection. */
    private static final int CONNECTIONS_AT_MOST = 200;
    /** How old the list of ready pods may be. */
    private static final long LIST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** A WebSocket begins with a GET; from 1.35 on it takes the right to create as well. */
    private static final List<Right> NEEDED =
            List.of(new Right("get", "", "pods", "portforward"), new Right("create", "", "pods", "portforward"));

    private static final Duration ENDED_WITHIN = Duration.ofSeconds(3);

    private static final long TROUBLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Cluster cluster;
    private final String namespace;
    private final String podSelector;
    private final int podPort;
    private final ServerSocketChannel port;
    private final ConcurrentLinkedQueue<Tunnel> open = new ConcurrentLinkedQueue<>();
    private List<String> pods = List.of();
    private long listedNanos;
    private int turn;

    /** A connection, and what carries it. */
    private record Tunnel(SocketChannel connection, PortForward way) {}

    private PodTunnel(Cluster cluster, String namespace, String podSelector, int podPort) throws IOException {
        this.cluster = cluster;
        this.namespace = namespace;
        this.podSelector = podSelector;
        this.podPort = podPort;
        this.port = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /**
     * Opens a port that leads to the ready pods with these labels until it is closed.
     *
     * @throws CouldNotRun when that is not allowed
     */
    static PodTunnel open(Cluster cluster, String namespace, String podSelector, int podPort) throws CouldNotRun {
        List<Right> missing = Rights.missing(cluster, namespace, NEEDED);
        if (!missing.isEmpty()) {
            throw Rights.refused(cluster, namespace, missing, Home.applyRole(namespace, "pods/portforward"));
        }
        try {
            PodTunnel tunnel = new PodTunnel(cluster, namespace, podSelector, podPort);
            Thread.ofPlatform().name("tunnel").daemon().start(tunnel::serve);
            return tunnel;
        } catch (IOException e) {
            throw new CouldNotRun("No port of this machine could be opened: " + e.getMessage(), "ss -ltn", e);
        }
    }

    URI base() throws CouldNotRun {
        try {
            return URI.create("http://127.0.0.1:" + ((InetSocketAddress) port.getLocalAddress()).getPort());
        } catch (IOException e) {
            throw new CouldNotRun("The tunnel is closed: " + e.getMessage(), "type the command again", e);
        }
    }

    private void serve() {
        while (port.isOpen()) {
            try {
                SocketChannel connection = port.accept();
                if (!isCarried(connection)) {
                    // At once, as at a port without a listener: the run counts it.
                    connection.close();
                }
            } catch (IOException | RuntimeException e) {
                // One connection's trouble, which its request tells, or the end: the next one is another matter.
                LockSupport.parkNanos(TROUBLE_NANOS);
            }
        }
    }

    private boolean isCarried(SocketChannel connection) throws IOException {
        forgetEnded();
        try {
            List<String> ready = readyPods();
            if (ready.isEmpty() || open.size() >= CONNECTIONS_AT_MOST) {
                return false;
            }
            String pod = ready.get(Math.floorMod(turn++, ready.size()));
            PortForward way = cluster.ask(client -> client.pods()
                    .inNamespace(namespace)
                    .withName(pod)
                    .portForward(podPort, new UntilItsEnd(connection), connection));
            open.add(new Tunnel(connection, way));
            return true;
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    /** Says by an error that the load generator has closed the connection: at a mere end the client would keep the way open. */
    private record UntilItsEnd(SocketChannel connection) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer into) throws IOException {
            int read = connection.read(into);
            if (read < 0) {
                throw new ClosedChannelException();
            }
            return read;
        }

        @Override
        public boolean isOpen() {
            return connection.isOpen();
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }

    /** Whether there is any pod to go to. */
    boolean leadsAnywhere() {
        return !readyPods().isEmpty();
    }

    private synchronized List<String> readyPods() {
        if (pods.isEmpty() || System.nanoTime() - listedNanos > LIST_NANOS) {
            pods = cluster
                    .ask(client -> client.pods()
                            .inNamespace(namespace)
                            .withLabelSelector(podSelector)
                            .list()
                            .getItems())
                    .stream()
                    .filter(ReadyPods::include)
                    .map(pod -> pod.getMetadata().getName())
                    .sorted(Comparator.naturalOrder())
                    .toList();
            listedNanos = System.nanoTime();
        }
        return pods;
    }

    private void forgetEnded() throws IOException {
        for (Iterator<Tunnel> tunnels = open.iterator(); tunnels.hasNext(); ) {
            Tunnel tunnel = tunnels.next();
            if (!tunnel.connection().isOpen() || !tunnel.way().isAlive()) {
                tunnels.remove();
                tunnel.way().close();
                tunnel.connection().close();
            }
        }
    }

    @Override
    public void close() {
        try {
            port.close();
            for (Tunnel tunnel : open) {
                tunnel.way().close();
                tunnel.connection().close();
            }
            // What carries them ends with the client, which is closed next.
            long until = System.nanoTime() + ENDED_WITHIN.toNanos();
            while (open.stream().anyMatch(tunnel -> tunnel.way().isAlive()) && System.nanoTime() < until) {
                LockSupport.parkNanos(TROUBLE_NANOS);
            }
        } catch (IOException e) {
            // It is over either way: the run has ended, and its process does next.
        }
    }
}
