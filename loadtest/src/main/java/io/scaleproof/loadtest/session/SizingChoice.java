package io.scaleproof.loadtest.session;

import static java.util.stream.Collectors.joining;

import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.SizedBy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which of an HPA's metrics a load in pods is sized for, as the user said it.
 *
 * @param by what a request adds to the metric; empty if nothing was said
 * @param name of the metric, where several may be meant
 */
public record SizingChoice(Optional<SizedBy> by, Optional<String> name) {
    private static final String RATES =
            "give rates in a plan of your own (--plan FILE), each with the pods that it needs";

    /**
     * Reads what was typed: {@code cpu}, {@code rate} or {@code in-flight}, the latter two with {@code :METRIC} behind.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static SizingChoice parse(Optional<String> given) {
        if (given.isEmpty()) {
            return new SizingChoice(Optional.empty(), Optional.empty());
        }
        String[] parts = given.get().split(":", 2);
        SizedBy by = Arrays.stream(SizedBy.values())
                .filter(known -> known.label().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> wrong(given.get()));
        if (parts.length == 2 && (by == SizedBy.CPU || parts[1].isBlank())) {
            throw wrong(given.get());
        }
        return new SizingChoice(Optional.of(by), Arrays.stream(parts).skip(1).findFirst());
    }

    private static IllegalArgumentException wrong(String given) {
        return new IllegalArgumentException(
                "--sized-by is '%s'; it is cpu, rate or in-flight, or the latter two with the HPA's metric, as in rate:http_requests"
                        .formatted(given));
    }

    /**
     * The metric that is meant. Without a word it is CPU, and nothing else is guessed.
     *
     * @throws CouldNotRun when the HPA has none, or several, or one that no load can be sized for
     */
    SizedMetric in(HpaSettings settings) throws CouldNotRun {
        SizedBy meant = by.orElse(SizedBy.CPU);
        if (meant == SizedBy.CPU) {
            return new SizedMetric(meant, FullPod.cpu(settings).orElseThrow(() -> unclear(settings)));
        }
        List<Metric> named = settings.metrics().stream()
                .filter(SizingChoice::countsRequests)
                .filter(metric -> name.isEmpty() || name.get().equals(metric.name()))
                .toList();
        // A target for the whole, as latency has, is none that a load is sized for.
        List<Metric> ofPods = named.stream()
                .filter(metric -> FullPod.of(metric, 0).isPresent())
                .toList();
        List<Metric> fitting = ofPods.isEmpty() ? named : ofPods;
        if (fitting.size() == 1) {
            Metric metric = fitting.getFirst();
            if (FullPod.of(metric, 0).isEmpty()) {
                throw new CouldNotRun(
                        "HPA %s has a target for the whole of %s and none for a pod, so that no number of pods goes with a load"
                                .formatted(settings.name(), words(metric)),
                        "give it a target of the type AverageValue (metricType in the trigger of a ScaledObject), or "
                                + RATES);
            }
            return new SizedMetric(meant, metric);
        }
        String listed = words(settings);
        throw fitting.isEmpty()
                ? new CouldNotRun(
                        "HPA %s looks at %s, and none of that is %s that could count requests"
                                .formatted(
                                        settings.name(),
                                        listed,
                                        name.map("a metric %s"::formatted).orElse("a metric")),
                        "give the name of one that does, --sized-by %s:METRIC, or %s".formatted(meant.label(), RATES))
                : new CouldNotRun(
                        "HPA %s looks at %d metrics that may count requests: %s"
                                .formatted(settings.name(), fitting.size(), listed),
                        "say which: --sized-by %s:%s"
                                .formatted(meant.label(), fitting.getFirst().name()));
    }

    private static CouldNotRun unclear(HpaSettings settings) {
        boolean mayCount = settings.metrics().stream().anyMatch(SizingChoice::countsRequests);
        String name = settings.name();
        return mayCount
                ? new CouldNotRun(
                        "HPA %s does not scale on CPU but on %s, and a metric's name does not tell what a request adds to it"
                                .formatted(name, words(settings)),
                        "say it: --sized-by rate where it counts requests a second, --sized-by in-flight where it counts requests"
                                + " under way; where it is neither, " + RATES)
                : new CouldNotRun(
                        "HPA %s does not scale on CPU but on %s, which is no function of the rate of requests in general"
                                .formatted(name, words(settings)),
                        RATES);
    }

    private static boolean countsRequests(Metric metric) {
        return !metric.source().endsWith("Resource");
    }

    private static String words(HpaSettings settings) {
        return settings.metrics().stream().map(SizingChoice::words).collect(joining(", "));
    }

    private static String words(Metric metric) {
        return "%s (%s, %s)".formatted(metric.words(), metric.source(), metric.targetWords());
    }
}
