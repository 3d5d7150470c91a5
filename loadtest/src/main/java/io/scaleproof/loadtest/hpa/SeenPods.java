package io.scaleproof.loadtest.hpa;

import static java.util.stream.Collectors.toMap;

import io.scaleproof.loadtest.hpa.PodView.Phase;
import io.scaleproof.loadtest.hpa.PodView.Readiness;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pods of a run as the controller saw them at any time of it. */
final class SeenPods {
    private static final long SECOND = 1_000_000_000;
    /** Reports round to the millisecond. */
    private static final long ROUNDING = 1_000_000;
    /** A run's record holds no memory requests. Any will do where the HPA's own percentage is replayed. */
    private static final long ANY_REQUEST = 100_000;

    private final List<PodLife> lives;
    private final long phase;

    /**
     * @param usage tells where the cluster's whole seconds lie on the run's axis: the timestamps of metrics are whole seconds
     */
    SeenPods(List<PodLife> lives, Optional<PodUsage> usage) {
        this.lives = lives;
        this.phase = usage.map(any -> Math.floorMod(any.measuredAt().toNanos(), SECOND))
                .orElse(0L);
    }

    List<PodView> at(Duration now) {
        return lives.stream()
                .filter(life -> isBefore(Optional.of(life.created()), now) && !isBefore(life.terminated(), now))
                .map(life -> view(life, now))
                .toList();
    }

    private PodView view(PodLife life, Duration now) {
        Optional<Duration> ready = life.ready().filter(at -> isBefore(Optional.of(at), now));
        return new PodView(
                life.name(),
                isBefore(life.started(), now) ? Phase.RUNNING : Phase.PENDING,
                isBefore(life.deleted(), now),
                life.scheduled().map(this::stamp),
                Optional.of(ready.map(at -> new Readiness(true, stamp(at)))
                        .orElseGet(() -> new Readiness(false, stamp(life.created())))),
                requests(life.cpuRequestMillicores()),
                life.containerRequestMillicores().entrySet().stream()
                        .collect(toMap(Map.Entry::getKey, container -> requests(container.getValue()))));
    }

    private static Map<String, Long> requests(double millicores) {
        return millicores > 0
                ? Map.of("cpu", Math.round(millicores), "memory", ANY_REQUEST)
                : Map.of("memory", ANY_REQUEST);
    }

    /** Kubernetes stamps the steps of a pod's life in whole seconds, cut off. */
    private Duration stamp(Duration at) {
        long nanos = at.toNanos() + ROUNDING - phase;
        return Duration.ofNanos(Math.floorDiv(nanos, SECOND) * SECOND + phase);
    }

    private static boolean isBefore(Optional<Duration> step, Duration now) {
        return step.filter(at -> at.compareTo(now) <= 0).isPresent();
    }
}
