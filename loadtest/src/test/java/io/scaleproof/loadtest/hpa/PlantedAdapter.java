package io.scaleproof.loadtest.hpa;

import static io.scaleproof.loadtest.hpa.Given.anyDown;
import static io.scaleproof.loadtest.hpa.Given.hpa;
import static io.scaleproof.loadtest.hpa.Given.percent;
import static io.scaleproof.loadtest.hpa.Given.rules;

import io.scaleproof.loadtest.record.GivenPod;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.MetricReading;
import io.scaleproof.loadtest.record.PodLife;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * A run of a real algorithm (held against Kubernetes' own by GoldenTest) on planted metrics: a Prometheus scrapes each pod every two
 * seconds at a time of its own, and a pod, which takes 11 to 15 s to be ready, has a value only once it was scraped twice since then; an
 * adapter stamps its answers with the time it is asked; the HPA asks whenever it syncs, and the load test once a second. So the HPA's
 * answer is often one that the load test never saw.
 */
final class PlantedAdapter {
    static final double TARGET = 0.05;
    private static final Duration END = Duration.ofMinutes(6);
    private static final Duration SCRAPE = Duration.ofSeconds(2);

    final Metric metric;
    final List<HpaSample> statuses = new ArrayList<>();
    final List<MetricReading> readings = new ArrayList<>();
    private final Random random;
    private final HpaSettings settings;
    private final Autoscaler autoscaler;
    private final List<Pod> pods = new ArrayList<>();
    private final Map<Optional<String>, Long> told = new HashMap<>();
    private final double load;
    private final Duration start;
    private int wanted = 1;

    private static final class Pod {
        private final String name;
        private final Duration created;
        private final Duration offset;
        private final Duration start;
        private Optional<Duration> deleted = Optional.empty();

        Pod(String name, Duration created, Duration offset, Duration start) {
            this.name = name;
            this.created = created;
            this.offset = offset;
            this.start = start;
        }

        boolean exists(Duration now) {
            return created.compareTo(now) <= 0
                    && deleted.filter(at -> now.compareTo(at) >= 0).isEmpty();
        }

        Duration ready() {
            return created.plus(start);
        }

        boolean serves(Duration now) {
            return exists(now) && ready().compareTo(now) <= 0;
        }

        /** The scrape that a query at {@code now} finds as its last. */
        long scrape(Duration now) {
            return Math.floorDiv(now.minus(offset).toMillis(), SCRAPE.toMillis());
        }

        boolean isMeasured(Duration now) {
            return exists(now) && scrape(now) - scrape(ready()) >= 2;
        }
    }

    /** @param source {@code Pods}, or {@code External} for a value of all pods together, as KEDA has it */
    PlantedAdapter(String source, long seed, int soonestReady) {
        random = new Random(seed);
        metric = new Metric(
                source, source.equals("Pods") ? "http_requests_in_flight" : "s0-prometheus", "AverageValue", TARGET);
        settings = hpa(1, 30, rules(0, "Max", percent(300, 15)), anyDown(), metric);
        autoscaler = new Autoscaler(settings, ControllerFlags.DEFAULT);
        start = Duration.ofMillis(soonestReady + random.nextInt(15_000 - soonestReady));
        load = TARGET * (4 + random.nextInt(8));
        add(Duration.ofMinutes(-10));
        run();
    }

    HpaSettings settings() {
        return settings;
    }

    private void add(Duration at) {
        pods.add(new Pod("web-" + pods.size(), at, Duration.ofMillis(random.nextInt(2_000)), start));
    }

    private void run() {
        Duration sync = Duration.ofMillis(random.nextInt(15_000));
        Duration poll = Duration.ofMillis(random.nextInt(1_000));
        while (poll.compareTo(END) < 0) {
            if (sync.compareTo(poll) < 0) {
                sync(sync);
                sync = sync.plusMillis(15_000 + random.nextInt(40));
            } else {
                poll(poll);
                poll = poll.plusMillis(1_000 + random.nextInt(120));
            }
        }
    }

    /** What serves shares a load that rises in 20 s, holds, and goes; each scrape of a pod finds a little more or less. */
    private long milli(Pod pod, Duration now) {
        long serving =
                Math.max(1, pods.stream().filter(other -> other.serves(now)).count());
        double seconds = now.toMillis() / 1e3;
        double height = Math.clamp((seconds - 30) / 20, 0.1, 1) * (seconds > 240 ? 0.1 : 1);
        double noise = 0.9 + 0.2 * new Random(pod.scrape(now) * 31 + pod.name.hashCode()).nextDouble();
        return Math.round(load * height / serving * noise * 1_000);
    }

    private Map<String, Long> values(Duration now) {
        Map<String, Long> values = new HashMap<>();
        pods.stream().filter(pod -> pod.isMeasured(now)).forEach(pod -> values.put(pod.name, milli(pod, now)));
        return values;
    }

    private void sync(Duration at) {
        SeenPods seen = new SeenPods(lives(), Optional.empty());
        List<PodView> views = seen.at(at);
        Map<String, Measurement> measured = new HashMap<>();
        values(at).forEach((pod, milli) -> measured.put(pod, new Measurement(milli, at, Duration.ZERO)));
        Reading reading = metric.source().equals("Pods")
                ? new Reading.PerPod(measured)
                : new Reading.Whole(
                        measured.values().stream().mapToLong(Measurement::milli).sum());
        Conclusion conclusion =
                autoscaler.sync(new Observation(at, wanted, ReportedFigure.existing(views), views, List.of(reading)));
        if (conclusion instanceof Conclusion.Computed computed) {
            Duration seenAt = at.plusMillis(20 + random.nextInt(200));
            statuses.add(new HpaSample(
                    seenAt,
                    wanted,
                    computed.desired(),
                    List.of(new HpaSample.Current(
                            metric.name(), Optional.empty(), computed.decisive().usage() / 1e3)),
                    List.of(),
                    Optional.empty()));
            autoscaler.scaled(conclusion);
            scale(computed.desired(), at.plusMillis(60));
        }
    }

    private void scale(int desired, Duration at) {
        for (; wanted < desired; wanted++) {
            add(at);
        }
        for (; wanted > desired; wanted--) {
            pods.reversed().stream()
                    .filter(pod -> pod.exists(at))
                    .findFirst()
                    .ifPresent(pod -> pod.deleted = Optional.of(at));
        }
    }

    /** As HpaMetricsPoll keeps it: what changed, and one with the answer's stamp. */
    private void poll(Duration at) {
        Map<Optional<String>, Long> now = new HashMap<>();
        if (metric.source().equals("Pods")) {
            values(at).forEach((pod, milli) -> now.put(Optional.of(pod), milli));
        } else {
            now.put(
                    Optional.empty(),
                    values(at).values().stream().mapToLong(Long::longValue).sum());
        }
        Map<Optional<String>, Long> changed = new HashMap<>(now);
        changed.entrySet().removeIf(value -> value.getValue().equals(told.get(value.getKey())));
        if (changed.isEmpty()) {
            now.entrySet().stream().findFirst().ifPresent(any -> changed.put(any.getKey(), any.getValue()));
        }
        changed.forEach((pod, milli) -> readings.add(reading(at, pod, OptionalDouble.of(milli / 1e3))));
        told.keySet().stream()
                .filter(pod -> !now.containsKey(pod))
                .forEach(pod -> readings.add(reading(at, pod, OptionalDouble.empty())));
        told.clear();
        told.putAll(now);
    }

    private MetricReading reading(Duration at, Optional<String> pod, OptionalDouble value) {
        return new MetricReading(
                at, Duration.ofSeconds(at.toSeconds()), Duration.ZERO, metric.source(), metric.name(), pod, value);
    }

    List<PodLife> lives() {
        return pods.stream().map(PlantedAdapter::life).toList();
    }

    private static PodLife life(Pod pod) {
        GivenPod life = GivenPod.pod(pod.name, pod.created)
                .started(pod.created.plusMillis(900))
                .ready(pod.ready());
        pod.deleted.ifPresent(at -> life.deleted(at).terminated(at));
        return life.life();
    }
}
