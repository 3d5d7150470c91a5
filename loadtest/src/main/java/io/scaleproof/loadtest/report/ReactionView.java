package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.record.ScaleUpReaction;
import io.scaleproof.loadtest.record.ScaleUpReaction.PodReaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** One scale-up, taken apart along its middle pod, whose parts sum to the whole. */
record ReactionView(String change, String words, List<Part> parts) {
    private static final List<String> NAMES = List.of(
            "load → metric",
            "metric → decision",
            "decision → created",
            "created → scheduled",
            "scheduled → started",
            "started → ready",
            "ready → first answer");

    /** Instead of the first two, where a metric of requests decided: it is scraped and averaged, and the HPA asks for it at its syncs. */
    private static final List<String> OF_REQUESTS = List.of("scrape and window", "query and sync");

    /** Instead of the last, where no answer says which pod it is from. */
    private static final String APPROXIMATELY = "ready → first reachable";

    record Part(String name, String css, String time, String share) {}

    static List<ReactionView> of(List<ScaleUpReaction> reactions) {
        return reactions.stream().map(ReactionView::of).toList();
    }

    private static ReactionView of(ScaleUpReaction reaction) {
        String change = "%d → %d%s"
                .formatted(
                        reaction.from(),
                        reaction.to(),
                        reaction.metric().map(" by %s"::formatted).orElse(""));
        boolean ofRequests = reaction.metric().isPresent();
        Optional<PodReaction> middle = middle(reaction.pods());
        if (middle.isEmpty()) {
            return new ReactionView(
                    change,
                    "decided %s after the load rose; no pod of it served in this run"
                            .formatted(Words.time(reaction.decided().minus(reaction.loadRose()))),
                    parts(List.of(reaction.loadToMetric(), reaction.metricToDecision()), ofRequests, false));
        }
        return new ReactionView(
                change,
                (middle.get().approximate()
                                ? "%s from the load's rise until the middle one of %s could be reached; approximate: first"
                                        + " reachable, not first answer, since no answer says which pod it is from"
                                : "%s from the load's rise to the first answer of the middle one of %s")
                        .formatted(
                                Words.time(middle.get().whole()),
                                Words.count(reaction.pods().size(), "pod", "pods")),
                parts(times(reaction, middle.get()), ofRequests, middle.get().approximate()));
    }

    /** The medians of each part over all pods of all scale-ups; empty without such pods. Parts of requests' metrics need all to be by such. */
    static List<Part> medians(List<ScaleUpReaction> reactions) {
        List<List<Duration>> all = reactions.stream()
                .flatMap(reaction -> reaction.pods().stream().map(pod -> times(reaction, pod)))
                .toList();
        if (all.isEmpty()) {
            return List.of();
        }
        return parts(
                IntStream.range(0, NAMES.size())
                        .mapToObj(part -> all.stream()
                                .map(times -> times.get(part))
                                .sorted()
                                .toList()
                                .get(all.size() / 2))
                        .toList(),
                reactions.stream().allMatch(reaction -> reaction.metric().isPresent()),
                reactions.stream().flatMap(reaction -> reaction.pods().stream()).anyMatch(PodReaction::approximate));
    }

    private static List<Duration> times(ScaleUpReaction reaction, PodReaction pod) {
        return List.of(
                reaction.loadToMetric(),
                reaction.metricToDecision(),
                pod.decisionToCreated(),
                pod.createdToScheduled(),
                pod.scheduledToStarted(),
                pod.startedToReady(),
                pod.readyToFirstRequest());
    }

    private static Optional<PodReaction> middle(List<PodReaction> pods) {
        List<PodReaction> sorted =
                pods.stream().sorted(Comparator.comparing(PodReaction::whole)).toList();
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get((sorted.size() - 1) / 2));
    }

    private static List<Part> parts(List<Duration> times, boolean ofRequests, boolean approximate) {
        double whole = Math.max(1, times.stream().mapToLong(Duration::toMillis).sum());
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            parts.add(new Part(
                    name(i, ofRequests, approximate),
                    "c" + (i + 1),
                    Words.time(times.get(i)),
                    String.format(Locale.ROOT, "%.2f", times.get(i).toMillis() / whole * 100)));
        }
        return parts;
    }

    private static String name(int part, boolean ofRequests, boolean approximate) {
        if (ofRequests && part < OF_REQUESTS.size()) {
            return OF_REQUESTS.get(part);
        }
        return approximate && part == NAMES.size() - 1 ? APPROXIMATELY : NAMES.get(part);
    }
}
