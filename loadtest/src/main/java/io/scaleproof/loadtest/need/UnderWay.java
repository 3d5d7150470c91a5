package io.scaleproof.loadtest.need;

import io.scaleproof.loadtest.record.Calibration;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.SecondSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long requests are under way: by Little's law, of which the HPA's metric is the left side, {@code requests under way =
 * rate x time that each takes}. What a load needs goes by the time that a request takes where none waits; what waited as well
 * makes the HPA ask for more, and is justified.
 */
final class UnderWay {
    /** So long nothing may have changed for a figure of the HPA's to be of one load and one number of pods. */
    private static final Duration SETTLED = Duration.ofSeconds(20);
    /** Fewer figures do not tell what is usual. */
    private static final int FIGURES = 3;
    /** The service's own clock stops before the last byte is here, and starts after the first left. */
    private static final double WAY_PART = 0.1;
    /** What the HPA's figures vary by without a cause: windows cut requests at either end. */
    private static final double FIGURE_PART = 0.02;
    /** The metric may say so much less, or more, than the load generator sees, and still be of these requests. */
    private static final double LEAST_SHOWN = 0.5;

    private static final double MOST_SHOWN = 1.5;

    private final Evidence evidence;
    private final Map<String, Integer> kinds = new HashMap<>();
    private final Map<Long, Double> bySecond = new HashMap<>();
    private final Map<Integer, Optional<Range>> millis = new HashMap<>();

    UnderWay(Evidence evidence) {
        this.evidence = evidence;
        evidence.stages().forEach(stage -> kinds.put(stage.name(), stage.requestMillis()));
        evidence.seconds()
                .forEach(second ->
                        bySecond.put(second.at().toSeconds(), second.scheduled() * mean(second.latency()) / 1e3));
    }

    /** Milliseconds that a request of a kind takes where none waits; empty where nothing in the run tells. */
    Optional<Range> millis(int requestMillis) {
        return millis.computeIfAbsent(requestMillis, this::measured);
    }

    private Optional<Range> measured(int requestMillis) {
        List<Double> seen = evidence.seconds().stream()
                .filter(second -> second.latency().count() >= FIGURES && second.failed() == 0)
                .filter(second -> kinds.getOrDefault(second.stage(), -1) == requestMillis)
                .map(SecondSample::latency)
                .map(UnderWay::mean)
                .sorted()
                .toList();
        if (seen.size() < FIGURES) {
            return Optional.empty();
        }
        // Those that wait take longer, so that the calm is where the fewest milliseconds are.
        double least = at(seen, 0.1);
        double usual = at(seen, 0.3);
        List<Double> shown = shown(requestMillis).stream()
                .filter(figure -> figure >= least * LEAST_SHOWN && figure <= usual * MOST_SHOWN)
                .sorted()
                .toList();
        return Optional.of(
                shown.size() < FIGURES
                        ? new Range(least * (1 - WAY_PART), usual, Math.max(usual, at(seen, 0.5)))
                        : new Range(
                                at(shown, 0.1) * (1 - FIGURE_PART),
                                at(shown, 0.4),
                                at(shown, 0.7) * (1 + FIGURE_PART)));
    }

    /** Requests that were under way at a time, those that waited included: what the metric shows of them later. */
    double at(Duration at) {
        return bySecond.getOrDefault(at.toSeconds(), 0.0);
    }

    /** What the HPA's own figures say that a request takes, of the times at which nothing changed. */
    private List<Double> shown(int requestMillis) {
        List<Double> shown = new ArrayList<>();
        for (HpaSample status : evidence.statuses()) {
            double rate = settledRate(status, requestMillis);
            Optional<Double> figure = status.metrics().stream()
                    .filter(metric -> evidence.calibration()
                            .flatMap(Calibration::metric)
                            .filter(metric.name()::equals)
                            .isPresent())
                    .map(metric -> metric.averageValue() * status.currentReplicas())
                    .findFirst();
            if (rate > 0 && figure.isPresent()) {
                shown.add(figure.get() / rate * 1e3);
            }
        }
        return shown;
    }

    /** The rate that had been sent for a while when a status was seen, without a change of pods; 0 where there was none. */
    private double settledRate(HpaSample status, int requestMillis) {
        Duration since = status.at().minus(SETTLED);
        boolean still = status.currentReplicas() == status.desiredReplicas()
                && status.lastScale().filter(at -> at.compareTo(since) > 0).isEmpty();
        return still
                ? evidence.stages().stream()
                        .filter(stage -> stage.requestMillis() == requestMillis
                                && stage.start().compareTo(since) <= 0
                                && stage.end().compareTo(status.at()) >= 0)
                        .filter(stage -> stage.rateAt(since) == stage.rateAt(status.at()))
                        .mapToDouble(stage -> stage.rateAt(since))
                        .findFirst()
                        .orElse(0)
                : 0;
    }

    /** By its percentiles, as if latency went straight from one to the next; what is below the median as the median. */
    private static double mean(LatencySummary latency) {
        return 0.5 * latency.p50Millis()
                + 0.4 * (latency.p50Millis() + latency.p90Millis()) / 2
                + 0.09 * (latency.p90Millis() + latency.p99Millis()) / 2
                + 0.01 * (latency.p99Millis() + latency.maxMillis()) / 2;
    }

    private static double at(List<Double> sorted, double part) {
        return sorted.get((int) Math.floor((sorted.size() - 1) * part));
    }
}
