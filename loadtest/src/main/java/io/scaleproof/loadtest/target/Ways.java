package io.scaleproof.loadtest.target;

import io.scaleproof.loadtest.record.CouldNotRun;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The ways to pods that were made for a run, and end with it. */
public final class Ways implements AutoCloseable {
    private final List<PodTunnel> tunnels = new ArrayList<>();

    /** A tunnel through the API server to the ready pods with these labels. */
    URI through(Cluster cluster, String namespace, String podSelector, int podPort) throws CouldNotRun {
        PodTunnel tunnel = PodTunnel.open(cluster, namespace, podSelector, podPort);
        tunnels.add(tunnel);
        if (!tunnel.leadsAnywhere()) {
            throw new CouldNotRun(
                    "No pod with the labels %s is ready in namespace %s".formatted(podSelector, namespace),
                    "kubectl get pods -n %s, then type the command again".formatted(namespace));
        }
        return tunnel.base();
    }

    @Override
    public void close() {
        tunnels.forEach(PodTunnel::close);
    }
}
