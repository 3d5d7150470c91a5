package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks the metrics API once a second for the target's pods, and keeps what is new. */
final class MetricsPoll implements AutoCloseable {
    private final KubernetesClient client;
    private final FoundTarget target;
    private final Journal<PodMetrics> journal;
    private final Map<String, String> timestamps = new HashMap<>();
    private final ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("metrics").factory());
    private volatile Optional<String> error = Optional.empty();

    MetricsPoll(KubernetesClient client, FoundTarget target, Journal<PodMetrics> journal) {
        this.client = client;
        this.target = target;
        this.journal = journal;
        var _ = poller.scheduleWithFixedDelay(this::poll, 0, 1, TimeUnit.SECONDS);
    }

    private void poll() {
        try {
            client
                    .top()
                    .pods()
                    .inNamespace(target.namespace())
                    .withLabels(target.podLabels())
                    .metrics()
                    .getItems()
                    .stream()
                    .filter(this::isNew)
                    .forEach(metrics -> journal.add(metrics, false));
            error = Optional.empty();
        } catch (KubernetesClientException e) {
            // The API server may be restarting, the metrics server starting: the next second will tell.
            error = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private boolean isNew(PodMetrics metrics) {
        String name = metrics.getMetadata().getName();
        return !metrics.getTimestamp().equals(timestamps.put(name, metrics.getTimestamp()));
    }

    List<Sighting<PodMetrics>> all() {
        return journal.all();
    }

    /** Why the last poll failed, if it did. */
    Optional<String> error() {
        return error;
    }

    @Override
    public void close() {
        poller.close();
    }
}
