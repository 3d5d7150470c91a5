package io.scaleproof.plugins.kubernetes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Why a pod will not become ready by waiting longer. */
final class PodTrouble {
    /** Room may still come from pods that are going; an autoscaler of nodes says so by an event. */
    static final Duration UNSCHEDULABLE_PATIENCE = Duration.ofSeconds(10);

    private static final Set<String> NODE_IS_COMING = Set.of("TriggeredScaleUp", "Nominated");

    /** Reasons that kubelet itself does not expect to pass; a first ErrImagePull or crash is not among them. */
    private static final Set<String> LASTING = Set.of(
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError",
            "CrashLoopBackOff");

    private final RelatedObjects related;
    private final Clock clock;

    PodTrouble(RelatedObjects related) {
        this(related, Clock.systemUTC());
    }

    PodTrouble(RelatedObjects related, Clock clock) {
        this.related = related;
        this.clock = clock;
    }

    Optional<String> firstOf(Collection<JsonNode> pods) {
        return pods.stream().flatMap(pod -> of(pod).stream()).findFirst();
    }

    Optional<String> of(JsonNode pod) {
        String name = "pod " + pod.path("metadata").path("name").asString() + ": ";
        if ("Failed".equals(pod.path("status").path("phase").asString(""))) {
            return Optional.of(name + "Failed " + Conditions.words(pod.path("status")));
        }
        return unschedulable(pod)
                .or(() -> containers(pod)
                        .flatMap(container -> waiting(pod, container).stream())
                        .findFirst())
                .map(name::concat);
    }

    private Optional<String> unschedulable(JsonNode pod) {
        return Conditions.find(pod, "PodScheduled")
                .filter(condition ->
                        "Unschedulable".equals(condition.path("reason").asString("")))
                .filter(condition ->
                        age(condition.path("lastTransitionTime").asString("")).compareTo(UNSCHEDULABLE_PATIENCE) >= 0)
                .filter(condition -> related.events(pod).stream()
                        .noneMatch(event ->
                                NODE_IS_COMING.contains(event.path("reason").asString(""))))
                .map(Conditions::words);
    }

    private Duration age(String timestamp) {
        return timestamp.isEmpty() ? Duration.ZERO : Duration.between(Instant.parse(timestamp), clock.instant());
    }

    private static Stream<JsonNode> containers(JsonNode pod) {
        return Stream.concat(
                pod.path("status").path("initContainerStatuses").valueStream(),
                pod.path("status").path("containerStatuses").valueStream());
    }

    private Optional<String> waiting(JsonNode pod, JsonNode container) {
        JsonNode waiting = container.path("state").path("waiting");
        String reason = waiting.path("reason").asString("");
        if (!LASTING.contains(reason)) {
            return Optional.empty();
        }
        String name = container.path("name").asString();
        String words = "container " + name + ": " + Conditions.words(waiting);
        if (!reason.equals("CrashLoopBackOff")) {
            return Optional.of(words);
        }
        JsonNode end = container.path("lastState").path("terminated");
        String ending = end.isMissingNode()
                ? ""
                : " (%s, exit code %d)"
                        .formatted(
                                end.path("reason").asString("ended"),
                                end.path("exitCode").asInt(-1));
        String log = related.lastLogLines(pod, name);
        return Optional.of(words
                + ending
                + (log.isEmpty()
                        ? "; its log is empty"
                        : "; its last log lines:\n" + log.indent(4).stripTrailing()));
    }
}
