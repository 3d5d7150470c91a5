package io.scaleproof.loadtest.watch;

import static java.net.HttpURLConnection.HTTP_FORBIDDEN;
import static java.util.stream.Collectors.groupingBy;

import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.scaleproof.loadtest.target.ApiErrors;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.FoundTarget;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Asks the custom and external metrics APIs once a second what the HPA's controller asks them, and keeps what is new. An HPA that looks
 * at CPU or memory alone has nothing asked. Whatever is not answered is said once, and is no reason to stop: decisions are replayed on
 * the HPA's own figures then.
 */
final class HpaMetricsPoll implements AutoCloseable {
    private static final String COST =
            "decisions are replayed on the HPA's own figure for %s, and its age is not known";

    private final Cluster cluster;
    private final FoundTarget target;
    private final Supplier<Optional<HorizontalPodAutoscaler>> hpa;
    private final Journal<MetricRound> journal;
    private final InstantSource clock;
    private final Map<String, String> versions = new ConcurrentHashMap<>();
    private final Map<String, String> resources = new ConcurrentHashMap<>();
    private final Map<String, String> unknown = new ConcurrentHashMap<>();
    private final Map<MetricQuery, Line> lines = new ConcurrentHashMap<>();
    private final Set<MetricQuery> forbidden = ConcurrentHashMap.newKeySet();
    private final Set<String> twice = ConcurrentHashMap.newKeySet();
    private final Map<String, String> unserved = new ConcurrentHashMap<>();
    private final ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("hpa-metrics").daemon().factory());

    /** What is known of one metric's answers. */
    private record Line(MetricNews news, Continuity continuity) {}

    /** @param hpa the HPA as it is now, if it is there */
    HpaMetricsPoll(
            Cluster cluster,
            FoundTarget target,
            Supplier<Optional<HorizontalPodAutoscaler>> hpa,
            Journal<MetricRound> journal,
            InstantSource clock) {
        this.cluster = cluster;
        this.target = target;
        this.hpa = hpa;
        this.journal = journal;
        this.clock = clock;
        var _ = poller.scheduleWithFixedDelay(this::poll, 0, 1, TimeUnit.SECONDS);
    }

    private void poll() {
        Instant asked = clock.instant();
        try {
            queries().stream().filter(query -> !forbidden.contains(query)).forEach(this::ask);
        } catch (RuntimeException e) {
            // It must not end the polling, as an exception would: an HPA or a kind that cannot be read may be so a
            // second later.
            lines.values().forEach(line -> line.continuity().broke(asked, ApiErrors.words(e)));
        }
    }

    private List<MetricQuery> queries() {
        Map<String, List<MetricQuery>> named = hpa.get().stream()
                .flatMap(found -> Optional.ofNullable(found.getSpec().getMetrics()).stream())
                .flatMap(List::stream)
                .flatMap(metric -> MetricQuery.of(metric, target, this::resource).stream())
                .collect(groupingBy(query -> query.source() + " metric " + query.metric()));
        // Of two by one name the HPA's status does not tell which is which.
        named.entrySet().stream()
                .filter(same -> same.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .forEach(twice::add);
        return named.values().stream()
                .filter(same -> same.size() == 1)
                .flatMap(List::stream)
                .toList();
    }

    private void ask(MetricQuery query) {
        Instant asked = clock.instant();
        Line line = lines.computeIfAbsent(query, _ -> new Line(new MetricNews(), new Continuity(asked)));
        try {
            Optional<String> version = version(query.group());
            if (version.isEmpty()) {
                unserved.put(query.group(), query.metric());
                return;
            }
            unserved.remove(query.group());
            String path = "/apis/%s/%s".formatted(version.get(), query.path());
            // A metric that the adapter does not know (any more) is one without values, and leaves the HPA blind.
            MetricAnswer answer = Optional.ofNullable(cluster.ask(client -> client.raw(path)))
                    .map(json -> MetricAnswer.of(query, json))
                    .orElseGet(() -> new MetricAnswer(List.of()));
            keep(query, line, answer);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HTTP_FORBIDDEN) {
                forbidden.add(query);
                cluster.leftOut().add(named(query), "read", e, COST.formatted(query.metric()));
            }
            line.continuity().broke(asked, ApiErrors.words(e));
        } catch (RuntimeException e) {
            line.continuity().broke(asked, ApiErrors.words(e));
        }
    }

    private void keep(MetricQuery query, Line line, MetricAnswer answer) {
        Instant now = clock.instant();
        List<MetricNews.Change> changes = line.news().in(answer, now);
        if (!changes.isEmpty()) {
            journal.add(now, new MetricRound(query.source(), query.metric(), changes), false);
        }
        line.continuity()
                .trouble()
                .ifPresentOrElse(
                        why -> line.continuity().missed(now, why),
                        () -> line.continuity().heard(now));
    }

    /** The version that the HPA's controller prefers, of those that are served: {@code custom.metrics.k8s.io/v1beta2}. */
    private Optional<String> version(String group) {
        if (!versions.containsKey(group)) {
            Stream.ofNullable(cluster.ask(client -> client.getApiGroup(group)))
                    .flatMap(found -> found.getVersions().stream())
                    .map(GroupVersionForDiscovery::getGroupVersion)
                    .max(String::compareTo)
                    .ifPresent(newest -> versions.put(group, newest));
        }
        return Optional.ofNullable(versions.get(group));
    }

    /** What the API calls objects of a kind; asked until it is known. */
    private Optional<String> resource(CrossVersionObjectReference object) {
        String version = object.getApiVersion() == null ? "v1" : object.getApiVersion();
        String kind = "%s of %s".formatted(object.getKind(), version);
        if (!resources.containsKey(kind)) {
            try {
                plural(version, object.getKind())
                        .ifPresentOrElse(
                                plural -> resources.put(kind, plural),
                                () -> unknown.put(kind, "the API server has no such kind"));
            } catch (KubernetesClientException e) {
                unknown.put(kind, ApiErrors.words(e));
            }
        }
        return Optional.ofNullable(resources.get(kind));
    }

    private Optional<String> plural(String version, String kind) {
        APIResourceList list = cluster.ask(client -> client.getApiResources(version));
        String group = version.contains("/") ? "." + version.substring(0, version.indexOf('/')) : "";
        return Stream.ofNullable(list)
                .flatMap(found -> found.getResources().stream())
                .filter(resource ->
                        kind.equals(resource.getKind()) && !resource.getName().contains("/"))
                .map(resource -> resource.getName() + group)
                .findFirst();
    }

    private static String named(MetricQuery query) {
        return query.resource() + " of " + query.group();
    }

    List<Sighting<MetricRound>> all() {
        return journal.all();
    }

    /** Gives, each time it is asked, what came since the time before. */
    Supplier<List<Sighting<MetricRound>>> news() {
        return journal.news();
    }

    /** What could not be had until {@code end}, a line each. What may not be read is among what the cluster leaves out. */
    List<String> leftOut(Instant end) {
        List<String> left = new ArrayList<>();
        new TreeMap<>(unserved)
                .forEach((group, metric) ->
                        left.add("%s: is not served here; %s".formatted(group, COST.formatted(metric))));
        new TreeMap<>(unknown).forEach((kind, why) -> {
            if (!resources.containsKey(kind)) {
                left.add("%s: %s; %s".formatted(kind, why, COST.formatted("its metric")));
            }
        });
        twice.forEach(metric -> left.add(
                "%s: the HPA has it more than once, with other selectors or objects, and its status does not tell them apart; %s"
                        .formatted(metric, COST.formatted("it"))));
        lines.forEach((query, line) -> line.continuity().until(end).stream()
                .filter(one -> !forbidden.contains(query)
                        && Duration.between(one.from(), one.to()).compareTo(Continuity.TOLERATED) > 0)
                .map(one -> "%s: not answered for %d s (%s); %s"
                        .formatted(
                                named(query),
                                Duration.between(one.from(), one.to()).toSeconds(),
                                one.why(),
                                COST.formatted(query.metric())))
                .forEach(left::add));
        return left;
    }

    @Override
    public void close() {
        // Interrupted and left alone: its thread keeps nobody.
        poller.shutdownNow();
    }
}
