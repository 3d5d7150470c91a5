package io.scaleproof.loadtest.session;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.scaleproof.loadtest.record.WatchHealth.Gap;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.watch.ClusterClock;
import java.time.Duration;
import java.util.List;

/** Whether the cluster's clock still is where it was at a run's begin. When it was set is not known: at any time of the run. */
final class ClockCheck {
    private ClockCheck() {}

    static List<Gap> at(Duration end, ClusterClock axis, Cluster cluster) throws InterruptedException {
        try {
            return axis.wasSet(cluster.ahead()).stream()
                    .map(why -> new Gap(Watched.CLOCK, Duration.ZERO, end, why))
                    .toList();
        } catch (KubernetesClientException e) {
            // An API server that is away is told of by the watches.
            return List.of();
        }
    }
}
