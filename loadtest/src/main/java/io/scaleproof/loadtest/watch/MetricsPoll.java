package io.scaleproof.loadtest.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.scaleproof.loadtest.target.FoundTarget;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;

/** Asks the metrics API once a second for the target's pods, and keeps what is new. */
final class MetricsPoll implements AutoCloseable {
    private final KubernetesClient client;
    private final String path;
    private final Journal<PodMeasurement> journal;
    private final Map<String, Instant> timestamps = new HashMap<>();
    private final ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("metrics").factory());

    MetricsPoll(KubernetesClient client, FoundTarget target, Journal<PodMeasurement> journal) {
        this.client = client;
        this.path = "/apis/metrics.k8s.io/v1beta1/namespaces/%s/pods?labelSelector=%s"
                .formatted(
                        target.namespace(),
                        target.podLabels().entrySet().stream()
                                .map(label -> URLEncoder.encode(label.getKey() + "=" + label.getValue(), UTF_8))
                                .collect(joining(",")));
        this.journal = journal;
        var _ = poller.scheduleWithFixedDelay(this::poll, 0, 1, TimeUnit.SECONDS);
    }

    private void poll() {
        try {
            String json = client.raw(path);
            if (json != null) {
                PodMeasurement.list(json).stream()
                        .filter(this::isNew)
                        .forEach(measurement -> journal.add(measurement, false));
            }
        } catch (KubernetesClientException | JacksonException e) {
            // The API server may be restarting, the metrics server starting: this second has nothing new. What lasts
            // shows
            // in the HPA's own conditions, which are part of the record.
        }
    }

    private boolean isNew(PodMeasurement measurement) {
        return !measurement.timestamp().equals(timestamps.put(measurement.pod(), measurement.timestamp()));
    }

    List<Sighting<PodMeasurement>> all() {
        return journal.all();
    }

    @Override
    public void close() {
        poller.close();
    }
}
