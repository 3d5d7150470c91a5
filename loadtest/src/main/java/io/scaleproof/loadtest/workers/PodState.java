package io.scaleproof.loadtest.workers;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What has become of a worker's pod, in words. */
record PodState(Pod pod) {
    /** Why a container waits that will not run by waiting. */
    private static final Set<String> HOPELESS = Set.of(
            "ImagePullBackOff",
            "ErrImageNeverPull",
            "InvalidImageName",
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError");

    boolean runs() {
        return pod.getMetadata().getDeletionTimestamp() == null
                && states().anyMatch(state -> state.getRunning() != null);
    }

    /** Why it will never run; empty while it may. */
    Optional<String> hopeless() {
        boolean waitsInVain = waiting().anyMatch(waiting -> HOPELESS.contains(waiting.getReason()));
        boolean ended = List.of("Failed", "Succeeded").contains(String.valueOf(status().getPhase()));
        boolean leaves = pod.getMetadata().getDeletionTimestamp() != null;
        return waitsInVain || ended || leaves ? Optional.of(words()) : Optional.empty();
    }

    String words() {
        return Stream.of(
                        deleted(),
                        terminated(),
                        waiting()
                                .map(waiting -> joined(waiting.getReason(), waiting.getMessage()))
                                .findFirst(),
                        unscheduled())
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> "it is " + status().getPhase());
    }

    private Optional<String> deleted() {
        return pod.getMetadata().getDeletionTimestamp() == null
                ? Optional.empty()
                : Optional.of("its pod is being deleted"
                        + reason().map(why -> ": " + why).orElse(""));
    }

    /** Evicted, for instance. */
    private Optional<String> reason() {
        return Stream.concat(
                        Stream.ofNullable(status().getReason()).map(reason -> joined(reason, status().getMessage())),
                        status().getConditions().stream()
                                .filter(condition -> "DisruptionTarget".equals(condition.getType()))
                                .map(condition -> joined(condition.getReason(), condition.getMessage())))
                .findFirst();
    }

    private Optional<String> terminated() {
        return states().map(ContainerState::getTerminated)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .map(ended -> reason().orElseGet(() -> words(ended)));
    }

    private static String words(ContainerStateTerminated ended) {
        return "it ended with %d (%s)".formatted(ended.getExitCode(), ended.getReason());
    }

    private Stream<ContainerStateWaiting> waiting() {
        return states().map(ContainerState::getWaiting).flatMap(Stream::ofNullable);
    }

    private Optional<String> unscheduled() {
        return status().getConditions().stream()
                .filter(condition ->
                        "PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus()))
                .map(condition -> joined(condition.getReason(), condition.getMessage()))
                .findFirst();
    }

    private Stream<ContainerState> states() {
        return status().getContainerStatuses().stream().map(container -> container.getState());
    }

    private PodStatus status() {
        return pod.getStatus();
    }

    private static String joined(String reason, String message) {
        return message == null || message.isEmpty() ? reason : reason + ": " + message;
    }
}
