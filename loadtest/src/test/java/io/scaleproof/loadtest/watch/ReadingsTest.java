package io.scaleproof.loadtest.watch;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaleproof.loadtest.hpa.GoldenPod;
import io.scaleproof.loadtest.record.ClusterEvent;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.EndpointSample;
import io.scaleproof.loadtest.record.MetricReading;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.target.FoundTarget;
import io.scaleproof.loadtest.target.GivenTarget;
import io.scaleproof.loadtest.target.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    private static final Instant ZERO = Instant.parse("2026-11-24T10:00:00Z");
    private static final Readings READINGS = new Readings(new ClusterClock(ZERO, Duration.ZERO));
    private static final FoundTarget TARGET = GivenTarget.web();

    @Test
    void onlyChangesOfTheDeploymentAreKept() {
        List<DeploymentSample> samples = READINGS.workload(
                Workload.deployment("web"),
                List.of(seen(1, deployment(1, 1)), seen(2, deployment(1, 1)), seen(3, deployment(6, 1))),
                List.of());
        assertThat(samples)
                .containsExactly(
                        new DeploymentSample(seconds(1), 1, 1, 1, 1, 7),
                        new DeploymentSample(seconds(3), 6, 1, 1, 1, 7));
    }

    @Test
    void endpointsOfAllSlicesAreCountedTogether() {
        List<EndpointSample> samples = READINGS.endpoints(List.of(
                seen(1, slice("a", "{ready: true}", "{ready: false, terminating: true}")),
                seen(2, slice("b", "{ready: true}")),
                new Sighting<>(ZERO.plusSeconds(3), slice("a"), true)));
        assertThat(samples)
                .containsExactly(
                        new EndpointSample(seconds(1), 1, 1),
                        new EndpointSample(seconds(2), 2, 1),
                        new EndpointSample(seconds(3), 1, 0));
    }

    @Test
    void usagesAreSummedOverContainersInMillicoresAndBytes() {
        String json = """
                {"items": [{"metadata": {"name": "web-1"}, "timestamp": "2026-11-24T10:00:10Z", "window": "15.421s",
                  "containers": [{"name": "web", "usage": {"cpu": "280500000n", "memory": "60Mi"}},
                                 {"name": "side", "usage": {"cpu": "2m", "memory": "1Ki"}}]}]}
                """;
        PodUsage usage = READINGS.usages(
                        List.of(seen(12, PodMeasurement.list(json).getFirst())))
                .getFirst();
        assertThat(usage.cpuMillicores()).isCloseTo(282.5, within(1e-9));
        assertThat(usage.memoryBytes()).isEqualTo(60 * 1024 * 1024 + 1024);
        assertThat(usage.containers())
                .containsOnly(
                        Map.entry("web", new PodUsage.Amount(280.5, 60 * 1024 * 1024)),
                        Map.entry("side", new PodUsage.Amount(2, 1024)));
        assertThat(usage.measuredAt()).isEqualTo(seconds(10));
        assertThat(usage.window()).isEqualTo(Duration.ofMillis(15_421));
    }

    @Test
    void anAnswersMetricsAreInTheirOwnUnitAndOnTheRunsClock() {
        Readings behind = new Readings(new ClusterClock(ZERO, Duration.ofSeconds(2)));
        Instant stamp = ZERO.plusSeconds(11);

        assertThat(behind.metrics(List.of(seen(
                        10,
                        new MetricRound(
                                "Pods",
                                "in_flight",
                                List.of(
                                        new MetricNews.Change(
                                                Optional.of("a"), stamp, seconds(30), OptionalLong.of(54)),
                                        new MetricNews.Change(
                                                Optional.of("b"), stamp, seconds(30), OptionalLong.empty())))))))
                .containsExactly(
                        new MetricReading(
                                seconds(10),
                                seconds(9),
                                seconds(30),
                                "Pods",
                                "in_flight",
                                Optional.of("a"),
                                OptionalDouble.of(0.054)),
                        new MetricReading(
                                seconds(10),
                                seconds(9),
                                seconds(30),
                                "Pods",
                                "in_flight",
                                Optional.of("b"),
                                OptionalDouble.empty()));
    }

    @Test
    void theOnlyContainerIsNotSaidTwice() {
        PodUsage usage = READINGS.usages(List.of(seen(
                        12,
                        PodMeasurement.list(metrics(
                                        "{\"name\": \"web\", \"usage\": {\"cpu\": \"3m\", \"memory\": \"1Ki\"}}"))
                                .getFirst())))
                .getFirst();

        assertThat(usage.cpuMillicores()).isEqualTo(3);
        assertThat(usage.containers()).isEmpty();
    }

    @Test
    void aPodOfWhichAContainerIsNotMeasuredIsLeftOutAsTheHpaDoes() {
        String web = "{\"name\": \"web\", \"usage\": {\"cpu\": \"3m\", \"memory\": \"1Ki\"}}";

        assertThat(PodMeasurement.list(metrics(web))).hasSize(1);
        assertThat(PodMeasurement.list(metrics(web + ", {\"name\": \"log\", \"usage\": {\"memory\": \"1Ki\"}}")))
                .isEmpty();
        assertThat(PodMeasurement.list(metrics(web + ", {\"name\": \"log\", \"usage\": {\"cpu\": \"1m\"}}")))
                .isEmpty();
        assertThat(PodMeasurement.list(metrics(""))).isEmpty();
    }

    @Test
    void podsAreLeftOutWhereKubernetesOwnHpaLeavesThemOut() {
        for (GoldenPod golden : GoldenPod.ALL) {
            String containers = golden.usages().stream()
                    .map(usage -> "{\"name\": \"%s\", \"usage\": {%s\"memory\": \"1Ki\"}}"
                            .formatted(
                                    usage.name(),
                                    usage.nanocores() == null ? "" : "\"cpu\": \"%dn\", ".formatted(usage.nanocores())))
                    .collect(joining(", "));

            assertThat(PodMeasurement.list(metrics(containers)))
                    .as(() -> golden.name() + ": " + golden.usages())
                    .hasSize(golden.taken().getFirst().usage() == null ? 0 : 1);
        }
    }

    private static String metrics(String containers) {
        return """
                {"items": [{"metadata": {"name": "web-1"}, "timestamp": "2026-11-24T10:00:10Z", "window": "15s",
                  "containers": [%s]}]}
                """.formatted(containers);
    }

    @Test
    void durationsAreReadAsGoWritesThem() {
        assertThat(PodMeasurement.duration("1m2.5s")).isEqualTo(Duration.ofMillis(62_500));
        assertThat(PodMeasurement.duration("850ms")).isEqualTo(Duration.ofMillis(850));
        assertThat(PodMeasurement.duration("1h0m10s")).isEqualTo(Duration.ofSeconds(3_610));
    }

    @Test
    void eventsOfTheTargetsObjectsAreKeptOnceWithTheirLatestState() {
        List<ClusterEvent> events = READINGS.events(
                List.of(
                        seen(5, event("1", "HorizontalPodAutoscaler", "web", "10:00:04", 1)),
                        seen(9, event("1", "HorizontalPodAutoscaler", "web", "10:00:08", 2)),
                        seen(6, event("2", "Pod", "web-abc", "10:00:06", 1)),
                        seen(6, event("3", "Pod", "other-abc", "10:00:06", 1)),
                        seen(6, event("4", "Pod", "web-old", "09:00:00", 1))),
                TARGET,
                seconds(-60));
        assertThat(events)
                .extracting(ClusterEvent::name, ClusterEvent::at, ClusterEvent::count)
                .containsExactly(tuple("web-abc", seconds(6), 1), tuple("web", seconds(8), 2));
    }

    @Test
    void theCpuCounterIsReadInEitherUnit() {
        assertThat(CpuCounter.parse("# TYPE x\nprocess_cpu_seconds_total 1.25\n"))
                .hasValue(1_250);
        assertThat(CpuCounter.parse("process_cpu_time_ns_total{pod=\"a\"} 2.5E9\n"))
                .hasValue(2_500);
        assertThat(CpuCounter.parse("process_cpu_usage 0.5\n")).isEmpty();
    }

    private static GenericKubernetesResource deployment(int wanted, int ready) {
        return Serialization.unmarshal("""
                metadata: {name: web, generation: 7}
                spec: {replicas: %d}
                status: {replicas: %d, readyReplicas: %d, updatedReplicas: %d}
                """.formatted(wanted, ready, ready, ready), GenericKubernetesResource.class);
    }

    private static EndpointSight slice(String name, String... conditions) {
        String endpoints = Stream.of(conditions)
                .map("{addresses: [10.0.0.1], conditions: %s}"::formatted)
                .collect(joining(", "));
        return EndpointSight.reader()
                .apply(Serialization.unmarshal(
                        "metadata: {name: %s}\naddressType: IPv4\nendpoints: [%s]\n".formatted(name, endpoints),
                        EndpointSlice.class));
    }

    private static Event event(String uid, String kind, String name, String time, int count) {
        return Serialization.unmarshal("""
                metadata: {name: e%s, uid: "%s"}
                type: Normal
                reason: Something
                message: happened
                count: %d
                lastTimestamp: "2026-11-24T%sZ"
                involvedObject: {kind: %s, name: %s}
                """.formatted(uid, uid, count, time, kind, name), Event.class);
    }

    private static <T> Sighting<T> seen(long second, T object) {
        return new Sighting<>(ZERO.plusSeconds(second), object, false);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
