package io.scaleproof.loadtest.session;

import static java.util.stream.Collectors.groupingBy;

import io.scaleproof.loadtest.record.Calibration.Source;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.PodUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Measures what a request costs by the metrics API, for pods that keep no counter: a little load, until every pod's window
 * lies within it. That takes up to two windows, half a minute at metrics-server's 15 s. Where no window comes, how long a
 * request takes has to do for the first rate.
 */
final class MetricsCalibration {
    private static final int TRIED = 3;
    private static final Duration AT_MOST = Duration.ofSeconds(150);
    /** Of what fills a pod: a load that makes nothing scale, even if a request took all of its time from the CPU. */
    private static final double PART = 0.5;

    private static final double LEAST_RATE = 0.1;
    private static final double MOST_RATE = 5;
    /** The metrics API cuts its stamps to whole seconds; half of one is right on average. */
    private static final Duration STAMP = Duration.ofMillis(500);

    private final Sender sender;
    private final Supplier<List<PodUsage>> usages;
    private final double fullMillicores;
    private final Duration begun;
    private final Supplier<Duration> clock;
    private final BooleanSupplier stopped;
    private final List<Duration> sent = new ArrayList<>();

    /**
     * @param usages all that the metrics API has said so far, by the clock's time
     * @param fullMillicores what fills a pod, by the HPA's target
     */
    MetricsCalibration(
            Sender sender,
            Supplier<List<PodUsage>> usages,
            double fullMillicores,
            Supplier<Duration> clock,
            BooleanSupplier stopped) {
        this.sender = sender;
        this.usages = usages;
        this.fullMillicores = fullMillicores;
        this.clock = clock;
        this.begun = clock.get();
        this.stopped = stopped;
    }

    Cost measure() throws CouldNotRun, InterruptedException {
        double idle = idle();
        Duration from = clock.get();
        Duration[] took = new Duration[TRIED];
        for (int i = 0; i < TRIED; i++) {
            took[i] = send();
            sender.pause(gap(took[i]));
        }
        Arrays.sort(took);
        Duration typical = took[TRIED / 2];
        while (clock.get().minus(from).compareTo(AT_MOST) < 0 && !stopped.getAsBoolean()) {
            Optional<Cost> cost = cost(from, idle);
            if (cost.isPresent()) {
                return cost.get();
            }
            send();
            sender.pause(gap(typical));
        }
        double millis = typical.toNanos() / 1e6;
        return new Cost(millis, idle, TRIED, millis * perSecond(), Source.LATENCY);
    }

    /** Between two requests of which one takes so long. */
    private Duration gap(Duration took) {
        double rate = Math.clamp(PART * fullMillicores / (took.toNanos() / 1e6), LEAST_RATE, MOST_RATE);
        return Duration.ofNanos(Math.round(1e9 / rate));
    }

    private Duration send() throws CouldNotRun {
        sent.add(clock.get());
        return sender.send();
    }

    private double perSecond() {
        double seconds = clock.get().minus(sent.getFirst()).toNanos() / 1e9;
        return seconds > 0 ? sent.size() / seconds : 0;
    }

    /** What pods used before: the least of it, since their start may be in one of the windows. */
    private double idle() {
        Map<String, List<PodUsage>> byPod = usages.get().stream()
                .filter(usage -> usage.measuredAt().compareTo(begun) <= 0)
                .collect(groupingBy(PodUsage::pod));
        double idle = byPod.values().stream()
                .mapToDouble(rounds -> rounds.stream()
                        .mapToDouble(PodUsage::cpuMillicores)
                        .min()
                        .orElse(0))
                .sum();
        return Math.min(idle, byPod.size() * fullMillicores / 4);
    }

    private Optional<Cost> cost(Duration from, double idle) {
        Map<String, List<PodUsage>> byPod = usages.get().stream().collect(groupingBy(PodUsage::pod));
        double cpu = 0;
        double requests = 0;
        for (List<PodUsage> rounds : byPod.values()) {
            PodUsage last = rounds.getLast();
            Duration to = last.measuredAt().plus(STAMP);
            Duration begin = to.minus(last.window());
            if (begin.compareTo(from) < 0) {
                return Optional.empty();
            }
            double seconds = last.window().toNanos() / 1e9;
            cpu += last.cpuMillicores() * seconds - idle / byPod.size() * seconds;
            // Each pod had its part of the requests; all windows together have all of them, one window each.
            requests += sent.stream()
                            .filter(at -> at.compareTo(begin) >= 0 && at.compareTo(to) < 0)
                            .count()
                    / (double) byPod.size();
        }
        return requests < 1 || cpu <= 0
                ? Optional.empty()
                : Optional.of(new Cost(
                        cpu / requests, idle, Math.round(requests), cpu / requests * perSecond(), Source.METRICS_API));
    }
}
