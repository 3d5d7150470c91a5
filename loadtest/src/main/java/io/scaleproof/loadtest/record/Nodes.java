package io.scaleproof.loadtest.record;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A run's pods by the nodes that they were on, and what became of these, in words. */
public final class Nodes {
    /** A node is called not ready when its kubelet has not been heard of for so long: 50 s by default, which is looked at every 5 s. */
    private static final Duration UNHEARD = Duration.ofSeconds(60);
    /** From a node that is lost to the last new connection that is led to its pods: their addresses are taken out a second later. */
    private static final Duration LED_ASTRAY = Duration.ofSeconds(5);

    private final RunRecord run;

    public Nodes(RunRecord run) {
        this.run = run;
    }

    /** Whether there is more than one, so that it matters which. */
    public boolean areSeveral() {
        List<String> names = names();
        return names.size() > 1 || (names.size() == 1 && run.environment().nodes() > 1);
    }

    /** Those that pods were on, in the order of their first pods. */
    public List<String> names() {
        return run.pods().stream()
                .map(PodLife::node)
                .filter(node -> !node.isEmpty())
                .distinct()
                .toList();
    }

    /** Where the pod was that a request failed at; empty where either is not known. */
    public Optional<String> of(FailedRequest failed) {
        Duration done = failed.at().plus(failed.after());
        return failed.pod().flatMap(name -> pod(name, done)).map(PodLife::node).filter(node -> !node.isEmpty());
    }

    /** A StatefulSet's pods have names that others had before: the last one that was there by then. */
    private Optional<PodLife> pod(String name, Duration by) {
        return run.pods().stream()
                .filter(pod -> pod.name().equals(name))
                .reduce((earlier, later) -> later.created().compareTo(by) <= 0 ? later : earlier);
    }

    /** The loss of the node that a failed request's pod was on, where it failed since that was last heard of and before it was back. */
    private Optional<NodeSample> lostWith(FailedRequest failed) {
        Duration done = failed.at().plus(failed.after());
        return of(failed)
                .flatMap(node -> states(node).stream()
                        .filter(NodeSample::wasLost)
                        .filter(lost -> isUnheardBy(done, lost))
                        .filter(lost -> back(lost)
                                .filter(at -> at.compareTo(failed.at()) <= 0)
                                .isEmpty())
                        .findFirst());
    }

    /**
     * The loss of a node in whose silence a request went without an answer, where no pod is known that it went to: a connection that
     * nobody takes up names none. Empty where something was answered, or a pod is known.
     */
    private Optional<NodeSample> silentAround(FailedRequest failed) {
        if (failed.pod().isPresent() || failed.step().equals("answer")) {
            return Optional.empty();
        }
        Duration done = failed.at().plus(failed.after());
        return run.nodes().stream()
                .filter(NodeSample::wasLost)
                .filter(lost -> names().contains(lost.node()))
                .filter(lost ->
                        isUnheardBy(done, lost) && lost.at().plus(LED_ASTRAY).compareTo(failed.at()) >= 0)
                .findFirst();
    }

    private static boolean isUnheardBy(Duration time, NodeSample lost) {
        return lost.at().minus(UNHEARD).compareTo(time) <= 0;
    }

    /** Failed requests by the loss that they are put down to: of the node that their pod was on, or else of one that was silent. */
    public Map<NodeSample, List<FailedRequest>> lost(List<FailedRequest> failures) {
        Map<NodeSample, List<FailedRequest>> lost = new LinkedHashMap<>();
        failures.forEach(failed -> lostWith(failed)
                .or(() -> silentAround(failed))
                .ifPresent(loss ->
                        lost.computeIfAbsent(loss, _ -> new ArrayList<>()).add(failed)));
        return lost;
    }

    private Optional<Duration> back(NodeSample lost) {
        return states(lost.node()).stream()
                .filter(state -> state.at().compareTo(lost.at()) > 0 && !state.wasLost())
                .map(NodeSample::at)
                .findFirst();
    }

    /** When the node of a failed request's pod was cordoned before that, as it is when it is drained. */
    public Optional<NodeSample> cordonedBefore(FailedRequest failed) {
        return of(failed)
                .flatMap(node -> states(node).stream()
                        .filter(state -> state.at().compareTo(failed.at()) <= 0)
                        .reduce((earlier, later) -> later.cordoned() && earlier.cordoned() ? earlier : later)
                        .filter(NodeSample::cordoned));
    }

    private List<NodeSample> states(String node) {
        return run.nodes().stream().filter(state -> state.node().equals(node)).toList();
    }

    /** For instance {@code node-2: 4 pods, at most 3 at a time; stopped being Ready at 31.2 s}. */
    public String words(String node) {
        long all = run.pods().stream().filter(pod -> pod.node().equals(node)).count();
        String changes = changes(node);
        return "%s: %s, at most %d at a time%s"
                .formatted(
                        node, all == 1 ? "1 pod" : all + " pods", most(node), changes.isEmpty() ? "" : "; " + changes);
    }

    private long most(String node) {
        return run.pods().stream()
                .filter(pod -> pod.node().equals(node))
                .map(PodLife::created)
                .mapToLong(at -> run.pods().stream()
                        .filter(pod -> pod.node().equals(node)
                                && pod.created().compareTo(at) <= 0
                                && pod.terminated()
                                        .filter(end -> end.compareTo(at) <= 0)
                                        .isEmpty())
                        .count())
                .max()
                .orElse(0);
    }

    /** What became of a node: {@code cordoned at 20.1 s, gone at 64.0 s}; empty where nothing did. */
    String changes(String node) {
        List<String> changes = new ArrayList<>();
        NodeSample before = new NodeSample(Duration.ZERO, node, true, false, false);
        for (NodeSample state : states(node)) {
            if (state.gone() != before.gone()) {
                changes.add((state.gone() ? "gone at " : "there again at ") + seconds(state.at()));
            } else {
                if (state.ready() != before.ready()) {
                    changes.add(becameReady(state));
                }
                if (state.cordoned() != before.cordoned()) {
                    changes.add((state.cordoned() ? "cordoned at " : "uncordoned at ") + seconds(state.at()));
                }
            }
            before = state;
        }
        return String.join(", ", changes);
    }

    private static String becameReady(NodeSample state) {
        return (state.ready() ? "Ready again at " : "stopped being Ready at ") + seconds(state.at());
    }

    /** {@code which stopped being Ready at 31.2 s}, of a node that was lost. */
    public static String loss(NodeSample lost) {
        return lost.gone() ? "which was gone at " + seconds(lost.at()) : "which " + becameReady(lost);
    }

    /** On which nodes requests failed; empty where there is but one node, or no failure. */
    public Optional<String> ofFailures() {
        List<FailedRequest> failures = run.ledger().entries();
        if (!areSeveral() || failures.isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<FailedRequest>> byNode = new LinkedHashMap<>();
        failures.forEach(failed -> of(failed)
                .ifPresent(node ->
                        byNode.computeIfAbsent(node, _ -> new ArrayList<>()).add(failed)));
        long known = byNode.values().stream().mapToLong(List::size).sum();
        List<String> words = new ArrayList<>();
        byNode.forEach((node, there) -> words.add("%s to pods of node %s%s"
                .formatted(
                        known == failures.size() && byNode.size() == 1 ? "all" : String.valueOf(there.size()),
                        node,
                        there.stream()
                                .flatMap(failed -> lostWith(failed).stream())
                                .findFirst()
                                .map(lost -> ", " + loss(lost))
                                .orElse(""))));
        if (known < failures.size()) {
            List<FailedRequest> unknown =
                    failures.stream().filter(failed -> of(failed).isEmpty()).toList();
            words.add("%d to pods that are not known%s".formatted(unknown.size(), silence(unknown)));
        }
        return Optional.of(words.stream().collect(joining("; ")));
    }

    private String silence(List<FailedRequest> unknown) {
        return lost(unknown).entrySet().stream()
                .map(silent -> ", %d of them without an answer while node %s was silent, %s"
                        .formatted(silent.getValue().size(), silent.getKey().node(), loss(silent.getKey())))
                .collect(joining());
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toNanos() / 1e9);
    }
}
