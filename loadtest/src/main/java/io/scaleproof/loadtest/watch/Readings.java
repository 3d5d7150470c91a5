package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.scaleproof.loadtest.record.ClusterEvent;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.EndpointSample;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.MetricReading;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.target.FoundTarget;
import io.scaleproof.loadtest.target.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Reads what was seen into the run's own records, on the run's own clock. */
final class Readings {
    private static final double MILLI = 1e3;

    private final ClusterClock clock;

    Readings(ClusterClock clock) {
        this.clock = clock;
    }

    /** Distinct statuses of the HPA. */
    List<HpaSample> hpa(List<Sighting<HorizontalPodAutoscaler>> seen) {
        return distinct(
                seen.stream()
                        .filter(sighting -> !sighting.gone())
                        .map(sighting ->
                                HpaReader.sample(sighting.object(), clock.local(sighting.at()), clock::cluster))
                        .toList(),
                HpaSample::at,
                sample -> new HpaSample(
                        Duration.ZERO,
                        sample.currentReplicas(),
                        sample.desiredReplicas(),
                        sample.metrics(),
                        sample.conditions(),
                        sample.lastScale()));
    }

    /** Distinct states of the workload. */
    List<DeploymentSample> workload(
            Workload workload, List<Sighting<GenericKubernetesResource>> seen, List<Sighting<Pod>> pods) {
        return distinct(
                WorkloadHistory.read(clock, workload, seen, pods),
                DeploymentSample::at,
                sample -> new DeploymentSample(
                        Duration.ZERO,
                        sample.wanted(),
                        sample.existing(),
                        sample.ready(),
                        sample.updated(),
                        sample.generation()));
    }

    /** Distinct states of all slices together. */
    List<EndpointSample> endpoints(List<Sighting<EndpointSight>> seen) {
        Map<String, EndpointSight> slices = new LinkedHashMap<>();
        List<EndpointSample> samples = new ArrayList<>();
        for (Sighting<EndpointSight> sighting : seen) {
            String name = sighting.object().slice();
            if (sighting.gone()) {
                slices.remove(name);
            } else {
                slices.put(name, sighting.object());
            }
            samples.add(new EndpointSample(
                    clock.local(sighting.at()),
                    slices.values().stream().mapToInt(EndpointSight::ready).sum(),
                    slices.values().stream()
                            .mapToInt(EndpointSight::terminating)
                            .sum()));
        }
        return distinct(
                samples,
                EndpointSample::at,
                sample -> new EndpointSample(Duration.ZERO, sample.ready(), sample.terminating()));
    }

    /** What the metrics API said, pod by pod. */
    List<PodUsage> usages(List<Sighting<PodMeasurement>> seen) {
        // Rounds have few times for many pods: each is kept once.
        Map<Instant, Duration> answered = new HashMap<>();
        Map<Instant, Duration> measured = new HashMap<>();
        return seen.stream()
                .map(sighting -> new PodUsage(
                        answered.computeIfAbsent(sighting.at(), clock::local),
                        measured.computeIfAbsent(sighting.object().timestamp(), clock::cluster),
                        sighting.object().window(),
                        sighting.object().pod(),
                        sighting.object().cpuMillicores(),
                        sighting.object().memoryBytes(),
                        sighting.object().containers().size() == 1
                                ? Map.of()
                                : sighting.object().containers()))
                .toList();
    }

    /** What the custom and external metrics APIs said of the HPA's metrics. */
    List<MetricReading> metrics(List<Sighting<MetricRound>> seen) {
        List<MetricReading> read = new ArrayList<>();
        for (Sighting<MetricRound> sighting : seen) {
            Duration at = clock.local(sighting.at());
            Map<Instant, Duration> measured = new HashMap<>();
            for (MetricNews.Change change : sighting.object().changes()) {
                read.add(new MetricReading(
                        at,
                        measured.computeIfAbsent(change.timestamp(), clock::cluster),
                        change.window(),
                        sighting.object().source(),
                        sighting.object().metric(),
                        change.pod(),
                        change.milli().isPresent()
                                ? OptionalDouble.of(change.milli().getAsLong() / MILLI)
                                : OptionalDouble.empty()));
            }
        }
        return read;
    }

    /** Events about the target's objects that happened from {@code from} on, in order. */
    List<ClusterEvent> events(List<Sighting<Event>> seen, FoundTarget target, Duration from) {
        Map<String, ClusterEvent> latest = new LinkedHashMap<>();
        for (Sighting<Event> sighting : seen) {
            Event event = sighting.object();
            String name = event.getInvolvedObject().getName();
            if (sighting.gone() || (!name.startsWith(target.workload().name()) && !name.equals(target.hpa()))) {
                continue;
            }
            latest.put(
                    event.getMetadata().getUid(),
                    new ClusterEvent(
                            time(event).map(clock::cluster).orElse(clock.local(sighting.at())),
                            event.getType(),
                            event.getInvolvedObject().getKind(),
                            name,
                            event.getReason(),
                            event.getMessage(),
                            event.getCount() == null ? 1 : event.getCount()));
        }
        return latest.values().stream()
                .filter(event -> event.at().compareTo(from) >= 0)
                .sorted(Comparator.comparing(ClusterEvent::at))
                .toList();
    }

    private static Optional<String> time(Event event) {
        return Optional.ofNullable(event.getLastTimestamp())
                .or(() -> Optional.ofNullable(event.getEventTime()).map(time -> time.getTime()));
    }

    private static <T> List<T> distinct(List<T> samples, Function<T, Duration> at, Function<T, T> withoutTime) {
        List<T> distinct = new ArrayList<>();
        Optional<T> previous = Optional.empty();
        for (T sample : samples.stream().sorted(Comparator.comparing(at)).toList()) {
            T bare = withoutTime.apply(sample);
            if (!previous.equals(Optional.of(bare))) {
                distinct.add(sample);
                previous = Optional.of(bare);
            }
        }
        return distinct;
    }
}
