package io.scaleproof.loadtest.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.scaleproof.loadtest.record.Nodes;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.RunRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One pod's life as bars along the run.
 *
 * @param node what to say of its node before it; empty where there is but one node, and for all pods of a node but its first
 */
record LifeView(Optional<String> node, String name, String words, String requests, List<Bar> bars) {
    /** More would be a wall, not a picture. */
    static final int AT_MOST = 40;

    record Bar(String kind, String left, String width) {}

    static List<LifeView> of(RunRecord run) {
        List<PodLife> shown = run.pods().stream().limit(AT_MOST).toList();
        Nodes nodes = new Nodes(run);
        if (!nodes.areSeveral()) {
            return shown.stream().map(pod -> of(Optional.empty(), pod, run)).toList();
        }
        Map<String, List<PodLife>> byNode =
                shown.stream().collect(groupingBy(PodLife::node, LinkedHashMap::new, toList()));
        List<LifeView> lives = new ArrayList<>();
        byNode.forEach((node, pods) -> {
            Optional<String> words = Optional.of(node.isEmpty() ? "on no node" : nodes.words(node));
            lives.add(of(words, pods.getFirst(), run));
            pods.stream().skip(1).map(pod -> of(Optional.empty(), pod, run)).forEach(lives::add);
        });
        return lives;
    }

    private static LifeView of(Optional<String> node, PodLife pod, RunRecord run) {
        Duration end = run.length();
        List<Bar> bars = new ArrayList<>();
        Duration ready = pod.ready().orElse(pod.deleted().orElse(end));
        Duration deleted = pod.deleted().orElse(end);
        bar("starting", pod.created(), ready, end).ifPresent(bars::add);
        if (pod.ready().isPresent()) {
            bar("serving", ready, deleted, end).ifPresent(bars::add);
        }
        if (pod.deleted().isPresent()) {
            bar("leaving", deleted, pod.terminated().orElse(end), end).ifPresent(bars::add);
        }
        return new LifeView(node, pod.name(), words(pod), requests(pod, run), bars);
    }

    /** Where no answer says which pod it is from, nobody knows. */
    private static String requests(PodLife pod, RunRecord run) {
        boolean unknown = run.ledger().requests() > 0 && run.pods().stream().allMatch(other -> other.requests() == 0);
        return unknown ? "?" : Words.count(pod.requests());
    }

    private static String words(PodLife pod) {
        List<String> words = new ArrayList<>();
        words.add("created " + Words.seconds(pod.created()));
        pod.ready().ifPresent(at -> words.add("ready " + Words.seconds(at)));
        pod.deleted().ifPresent(at -> words.add("deleted " + Words.seconds(at)));
        pod.terminated().ifPresent(at -> words.add("ended " + Words.seconds(at)));
        pod.exitCode().ifPresent(code -> words.add("exit code " + code));
        if (pod.restarts() > 0) {
            words.add(Words.count(pod.restarts(), "restart", "restarts"));
        }
        pod.trouble().ifPresent(words::add);
        return String.join(", ", words);
    }

    private static Optional<Bar> bar(String kind, Duration from, Duration to, Duration end) {
        double whole = Math.max(1, end.toMillis());
        double left = Math.clamp(from.toMillis() / whole * 100, 0, 100);
        double right = Math.clamp(to.toMillis() / whole * 100, 0, 100);
        return right <= left ? Optional.empty() : Optional.of(new Bar(kind, share(left), share(right - left)));
    }

    private static String share(double percent) {
        return String.format(Locale.ROOT, "%.2f", percent);
    }
}
