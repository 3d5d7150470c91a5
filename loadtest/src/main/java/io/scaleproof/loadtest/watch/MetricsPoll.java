package io.scaleproof.loadtest.watch;

import io.scaleproof.loadtest.target.ApiErrors;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.FoundTarget;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks the metrics API once a second for the target's pods, and keeps what is new. */
final class MetricsPoll implements AutoCloseable {
    private final Cluster cluster;
    private final String path;
    private final Journal<PodMeasurement> journal;
    private final InstantSource clock;
    private final Continuity continuity;
    private final Map<String, Instant> timestamps = new HashMap<>();
    private final ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("metrics").daemon().factory());

    MetricsPoll(Cluster cluster, FoundTarget target, Journal<PodMeasurement> journal, InstantSource clock) {
        this.cluster = cluster;
        this.path = "/apis/metrics.k8s.io/v1beta1/namespaces/%s/pods?%s"
                .formatted(target.namespace(), Kind.podSelector(target));
        this.journal = journal;
        this.clock = clock;
        this.continuity = new Continuity(clock.instant());
        var _ = poller.scheduleWithFixedDelay(this::poll, 0, 1, TimeUnit.SECONDS);
    }

    private void poll() {
        Instant asked = clock.instant();
        try {
            Optional<String> json = Optional.ofNullable(cluster.ask(client -> client.raw(path)));
            json.ifPresentOrElse(this::read, () -> failed(asked, "there is no metrics API"));
        } catch (RuntimeException e) {
            // The API server or the metrics server is away, or says what cannot be read: this second has nothing new.
            // It
            // must not end the polling, as an exception would.
            failed(asked, ApiErrors.words(e));
        }
    }

    private void read(String json) {
        Instant now = clock.instant();
        PodMeasurement.list(json).stream()
                .filter(this::isNew)
                .forEach(measurement -> journal.add(now, measurement, false));
        continuity.trouble().ifPresentOrElse(why -> continuity.missed(now, why), () -> continuity.heard(now));
    }

    private void failed(Instant asked, String why) {
        continuity.broke(asked, "the metrics API did not answer: " + why);
    }

    private boolean isNew(PodMeasurement measurement) {
        return !measurement.timestamp().equals(timestamps.put(measurement.pod(), measurement.timestamp()));
    }

    List<Sighting<PodMeasurement>> all() {
        return journal.all();
    }

    /** Gives, each time it is asked, what came since the time before. */
    Supplier<List<Sighting<PodMeasurement>>> news() {
        return journal.news();
    }

    /** Times without an answer until {@code end}. A few seconds are none: metrics stand for longer than that. */
    List<Continuity.Break> breaks(Instant end) {
        return continuity.until(end).stream()
                .filter(one -> Duration.between(one.from(), one.to()).compareTo(Continuity.TOLERATED) > 0)
                .toList();
    }

    @Override
    public void close() {
        // Interrupted and left alone: its thread keeps nobody.
        poller.shutdownNow();
    }
}
