package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.scaleproof.loadtest.load.LoadLog.PodAnswers;
import io.scaleproof.loadtest.record.Environment;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.WatchHealth;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.CpuAmounts;
import io.scaleproof.loadtest.target.EnvironmentReader;
import io.scaleproof.loadtest.target.FoundTarget;
import io.scaleproof.loadtest.target.PodTemplate;
import io.scaleproof.loadtest.target.ReadyPods;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Watches the target by feeds, which go on when a connection is dropped or the API server restarts, and polls the metrics
 * APIs, which cannot be watched. What was missed in spite of that is known.
 */
public final class ClusterWatch implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofSeconds(12);

    private final Cluster cluster;
    private final FoundTarget target;
    private final InstantSource clock;
    private final Map<Watched, Feed<?, ?>> feeds = new EnumMap<>(Watched.class);
    private final Journal<HorizontalPodAutoscaler> hpas;
    private final Journal<GenericKubernetesResource> workloads;
    private final Journal<Pod> pods;
    private final Journal<EndpointSight> endpoints;
    private final Journal<Event> events;
    private final Feed<Event, Event> eventFeed;
    private final Journal<NodeSight> nodes;
    /** None where nodes may not even be listed, which was said when that was tried. */
    private final Optional<Feed<Node, NodeSight>> nodeFeed;

    private final MetricsPoll metrics;
    private final HpaMetricsPoll hpaMetrics;

    /**
     * Starts watching; the first list of everything has arrived when this returns.
     *
     * @throws KubernetesClientException when that fails or takes too long, with all that was refused
     */
    public ClusterWatch(Cluster cluster, FoundTarget target, InstantSource clock) throws InterruptedException {
        this.cluster = cluster;
        this.target = target;
        this.clock = clock;
        hpas = new Journal<>(clock);
        workloads = new Journal<>(clock);
        pods = new Journal<>(clock);
        endpoints = new Journal<>(clock);
        events = new Journal<>(clock);
        nodes = new Journal<>(clock);
        feeds.put(Watched.HPA, new Feed<>(cluster, Kind.hpa(target), hpas, clock));
        feeds.put(Watched.TARGET, new Feed<>(cluster, Kind.workload(target, this::whole), workloads, clock));
        feeds.put(Watched.PODS, new Feed<>(cluster, Kind.pods(target), pods, clock));
        target.service()
                .ifPresent(service -> feeds.put(
                        Watched.ENDPOINTS, new Feed<>(cluster, Kind.endpoints(target, service), endpoints, clock)));
        eventFeed = new Feed<>(cluster, Kind.events(target), events, clock);
        nodeFeed = cluster.mayListNodes()
                ? Optional.of(new Feed<>(cluster, Kind.nodes(), nodes, clock))
                : Optional.empty();
        metrics = new MetricsPoll(cluster, target, new Journal<>(clock), clock);
        hpaMetrics = new HpaMetricsPoll(cluster, target, hpas::latest, new Journal<>(clock), clock);
        try {
            FirstLists lists = new FirstLists(START_WITHIN);
            lists.require(feeds.values());
            lists.failure(eventFeed)
                    .ifPresent(why -> cluster.leftOut().add("events", "watched", why, "none are shown"));
            if (nodeFeed.isPresent()) {
                lists.failure(nodeFeed.get())
                        .ifPresent(why -> cluster.leftOut()
                                .add("nodes", "watched", why, "when one stops being Ready is not known"));
            }
        } catch (KubernetesClientException | InterruptedException e) {
            close();
            throw e;
        }
    }

    public FoundTarget target() {
        return target;
    }

    /** The target's state now. */
    public ClusterState state() {
        return ClusterState.of(
                hpas.latest(),
                workloads
                        .latest()
                        .map(object ->
                                Replicas.of(target.workload(), object, present().toList())));
    }

    private GenericKubernetesResource whole(GenericKubernetesResource object) {
        return target.workload().tellsReplicas() ? object : ScaleReplicas.into(object, cluster, target);
    }

    /** Names of the pods that are ready and not being deleted. */
    public List<String> runningPods() {
        return present()
                .filter(ReadyPods::include)
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
     * pods, so the workload's template is asked only where there is no pod.
     */
    public double cpuRequestMillicores() {
        Optional<String> container = state().settings().flatMap(HpaSettings::cpuContainer);
        return youngest()
                .or(this::template)
                .map(spec -> CpuAmounts.requests(spec, container))
                .orElse(0.0);
    }

    private Optional<PodSpec> youngest() {
        return present()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
                .map(Pod::getSpec);
    }

    private Optional<PodSpec> template() {
        return workloads.latest().flatMap(PodTemplate::of).map(PodTemplateSpec::getSpec);
    }

    /** Versions and sizes, for the record. */
    public Environment environment(Cluster cluster) {
        return EnvironmentReader.read(cluster, template().or(this::youngest));
    }

    /**
     * Reads all that was seen so far.
     *
     * @param answers what the load knows of each pod
     * @param eventsFrom older events are left out
     */
    public Observed read(ClusterClock clock, Map<String, PodAnswers> answers, Duration eventsFrom) {
        Readings readings = new Readings(clock);
        List<PodLife> lives = new PodLives(clock).read(pods.all(), answers, new Reachable(clock).read(endpoints.all()));
        return new Observed(
                hpas.lastSeen().map(HpaReader::settings),
                readings.hpa(hpas.all()),
                readings.workload(target.workload(), workloads.all(), pods.all()),
                readings.endpoints(endpoints.all()),
                readings.usages(metrics.all()),
                readings.metrics(hpaMetrics.all()),
                lives,
                new NodeStates(clock).read(nodes.all(), lives),
                readings.events(events.all(), target, eventsFrom));
    }

    /** How often the HPA was seen so far: there is nothing new to explain while that stays the same. */
    public int sights() {
        return hpas.size();
    }

    /**
     * Reads, each time it is asked, the HPA's statuses and the pods' lives as far as they are known, and what the metrics APIs
     * answered since the time before.
     */
    public Supplier<Observed> news(ClusterClock clock) {
        Readings readings = new Readings(clock);
        Supplier<List<Sighting<PodMeasurement>>> measured = metrics.news();
        Supplier<List<Sighting<MetricRound>>> rounds = hpaMetrics.news();
        return () -> new Observed(
                hpas.lastSeen().map(HpaReader::settings),
                readings.hpa(hpas.all()),
                List.of(),
                List.of(),
                readings.usages(measured.get()),
                readings.metrics(rounds.get()),
                new PodLives(clock).read(pods.all(), Map.of(), Map.of()),
                List.of(),
                List.of());
    }

    /** Why the target cannot be seen now; empty when it can. */
    public Optional<String> trouble() {
        return feeds.values().stream()
                .flatMap(feed -> feed.continuity().trouble().stream())
                .findFirst();
    }

    /** What could not be seen so far: gaps from the run's zero on, and what was left out altogether. */
    public WatchHealth health(ClusterClock times) {
        Instant now = clock.instant();
        Gaps gaps = new Gaps(times);
        feeds.forEach((what, feed) -> gaps.add(what, feed.continuity().until(now)));
        gaps.add(Watched.TARGET, UnseenChanges.of(target.workload().kind(), workloads.all()));
        gaps.add(Watched.METRICS, metrics.breaks(now));
        List<String> leftOut = new ArrayList<>(cluster.leftOut().lines());
        leftOut.addAll(hpaMetrics.leftOut(now));
        // Neither events nor nodes judge anything, so what is missing of them is no gap.
        eventFeed.continuity().until(now).forEach(one -> leftOut.add("events: some may be missing; " + one.why()));
        nodeFeed.ifPresent(feed -> feed.continuity()
                .until(now)
                .forEach(one -> leftOut.add("nodes: what became of them may be missing; " + one.why())));
        return new WatchHealth(gaps.all(), leftOut, HpaChanges.of(hpas.all(), times));
    }

    @Override
    public void close() {
        metrics.close();
        hpaMetrics.close();
        eventFeed.close();
        nodeFeed.ifPresent(Feed::close);
        feeds.values().forEach(Feed::close);
    }
}
