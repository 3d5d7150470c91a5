package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.scaleproof.loadtest.load.LoadLog.PodAnswers;
import io.scaleproof.loadtest.record.Environment;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.CpuAmounts;
import io.scaleproof.loadtest.target.EnvironmentReader;
import io.scaleproof.loadtest.target.FoundTarget;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Watches the target by informers, which list again and go on when a watch is dropped or the API server restarts, and
 * polls the metrics API, which cannot be watched.
 */
public final class ClusterWatch implements AutoCloseable {
    private final FoundTarget target;
    private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
    private final Journal<HorizontalPodAutoscaler> hpas;
    private final Journal<Deployment> deployments;
    private final Journal<Pod> pods;
    private final Journal<EndpointSlice> endpoints;
    private final Journal<Event> events;
    private final MetricsPoll metrics;

    /** Starts watching; the first list of everything has arrived when this returns. */
    public ClusterWatch(KubernetesClient client, FoundTarget target, InstantSource clock) {
        this.target = target;
        hpas = new Journal<>(clock);
        deployments = new Journal<>(clock);
        pods = new Journal<>(clock);
        endpoints = new Journal<>(clock);
        events = new Journal<>(clock);
        String namespace = target.namespace();
        start(
                client.autoscaling()
                        .v2()
                        .horizontalPodAutoscalers()
                        .inNamespace(namespace)
                        .withName(target.hpa()),
                hpas);
        start(client.apps().deployments().inNamespace(namespace).withName(target.deployment()), deployments);
        start(client.pods().inNamespace(namespace).withLabels(target.podLabels()), pods);
        start(
                client.discovery()
                        .v1()
                        .endpointSlices()
                        .inNamespace(namespace)
                        .withLabel("kubernetes.io/service-name", target.service()),
                endpoints);
        start(client.v1().events().inNamespace(namespace), events);
        metrics = new MetricsPoll(client, target, new Journal<>(clock));
    }

    private <T> void start(Informable<T> what, Journal<T> journal) {
        SharedIndexInformer<T> informer = what.runnableInformer(0);
        informers.add(informer);
        informer.exceptionHandler((started, error) -> true);
        informer.addEventHandler(journal);
        informer.run();
    }

    public FoundTarget target() {
        return target;
    }

    /** The target's state now. */
    public ClusterState state() {
        return ClusterState.of(hpas.latest(), deployments.latest());
    }

    /** Names of the pods that are ready and not being deleted. */
    public List<String> runningPods() {
        return present()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null
                        && pod.getStatus().getConditions().stream()
                                .anyMatch(condition -> condition.getType().equals("Ready")
                                        && condition.getStatus().equals("True")))
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }

    /** Number of pods that are being deleted and still there. */
    public int leavingPods() {
        return (int) present()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() != null)
                .count();
    }

    private Stream<Pod> present() {
        Map<String, Sighting<Pod>> latest = new LinkedHashMap<>();
        pods.all()
                .forEach(sighting -> latest.put(sighting.object().getMetadata().getName(), sighting));
        return latest.values().stream().filter(sighting -> !sighting.gone()).map(Sighting::object);
    }

    /**
     * CPU that one pod requests, as the HPA takes it, a thousandth of a core; 0 if that cannot be said. Defaults show in
     * pods, so the Deployment's template is asked only where there is no pod.
     */
    public double cpuRequestMillicores() {
        Optional<String> container = state().settings().flatMap(HpaSettings::cpuContainer);
        return present()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
                .map(Pod::getSpec)
                .or(() -> deployments
                        .latest()
                        .map(found -> found.getSpec().getTemplate().getSpec()))
                .map(spec -> CpuAmounts.requests(spec, container))
                .orElse(0.0);
    }

    /** Versions and sizes, for the record. */
    public Environment environment(Cluster cluster) {
        return EnvironmentReader.read(cluster, deployments.latest());
    }

    /**
     * Reads all that was seen so far.
     *
     * @param answers what the load knows of each pod
     * @param eventsFrom older events are left out
     */
    public Observed read(ClusterClock clock, Map<String, PodAnswers> answers, Duration eventsFrom) {
        Readings readings = new Readings(clock);
        return new Observed(
                hpas.lastSeen().map(HpaReader::settings),
                readings.hpa(hpas.all()),
                readings.deployments(deployments.all()),
                readings.endpoints(endpoints.all()),
                readings.usages(metrics.all()),
                new PodLives(clock).read(pods.all(), answers),
                readings.events(events.all(), target, eventsFrom));
    }

    @Override
    public void close() {
        metrics.close();
        informers.forEach(SharedIndexInformer::close);
    }
}
