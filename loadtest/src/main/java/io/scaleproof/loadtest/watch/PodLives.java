package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.scaleproof.loadtest.load.LoadLog.PodAnswers;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.target.CpuAmounts;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads the lives of pods out of what was seen of them.
 *
 * <p>Kubernetes stamps the steps of a pod's life in whole seconds, which is too coarse for steps that take tens of
 * milliseconds; the time at which a step was first seen is fine-grained but late by the watch's delay, or by minutes for
 * pods that were there before. The truth lies within the stamped second and not after the sight of it, so a step's time
 * is the sight, kept within the stamped second.
 */
final class PodLives {
    private final ClusterClock clock;

    PodLives(ClusterClock clock) {
        this.clock = clock;
    }

    /**
     * The lives of all pods seen, in order of their creation.
     *
     * @param answers by the pod's name, or by the address that answered
     * @param reachable when the Service first led to them, by their names
     */
    List<PodLife> read(
            List<Sighting<Pod>> sightings, Map<String, PodAnswers> answers, Map<String, Duration> reachable) {
        Map<String, List<Sighting<Pod>>> lives = new LinkedHashMap<>();
        sightings.forEach(sighting -> lives.computeIfAbsent(one(sighting.object()), pod -> new ArrayList<>())
                .add(sighting));
        return lives.values().stream()
                .map(seen -> life(seen, answers, reachable))
                .sorted(Comparator.comparing(PodLife::created))
                .toList();
    }

    /** A StatefulSet gives the name of a pod that is gone to the next one. */
    private static String one(Pod pod) {
        return pod.getMetadata().getName() + "/" + pod.getMetadata().getUid();
    }

    private PodLife life(List<Sighting<Pod>> seen, Map<String, PodAnswers> answers, Map<String, Duration> reachable) {
        Pod last = seen.getLast().object();
        String name = last.getMetadata().getName();
        Duration created = first(seen, pod -> Optional.of(pod.getMetadata().getCreationTimestamp()))
                .orElseThrow();
        Optional<PodAnswers> answered =
                Optional.ofNullable(answers.get(name)).or(() -> byAddress(last, created, answers));
        Optional<Duration> gone = seen.stream()
                .filter(Sighting::gone)
                .map(sighting -> clock.local(sighting.at()))
                .findFirst();
        return new PodLife(
                name,
                Optional.ofNullable(last.getSpec().getNodeName()).orElse(""),
                CpuAmounts.requests(last.getSpec()),
                CpuAmounts.limits(last.getSpec()),
                created,
                first(seen, pod -> since(pod, "PodScheduled")),
                first(seen, PodLives::running),
                first(seen, pod -> since(pod, "Ready")),
                // An answer from before was an earlier pod's of the same name.
                answered.map(PodAnswers::first).filter(first -> first.compareTo(created) >= 0),
                deleted(seen),
                first(seen, PodLives::finished).or(() -> gone),
                seen.reversed().stream()
                        .flatMap(sighting -> exitCode(sighting.object()).stream())
                        .findFirst(),
                statuses(last).stream()
                        .mapToInt(ContainerStatus::getRestartCount)
                        .sum(),
                answered.map(PodAnswers::count).orElse(0L),
                trouble(seen, gone.isPresent()),
                containerRequests(last.getSpec()),
                Optional.ofNullable(reachable.get(name)).filter(at -> at.compareTo(created) >= 0));
    }

    /**
     * Answers that came from the pod's own address, where the load goes to pods and not through a Service's address. A pod in its
     * node's network has an address that others answer at, too; and one may have had the address before.
     */
    private static Optional<PodAnswers> byAddress(Pod pod, Duration created, Map<String, PodAnswers> answers) {
        if (pod.getStatus() == null || Boolean.TRUE.equals(pod.getSpec().getHostNetwork())) {
            return Optional.empty();
        }
        return Stream.ofNullable(pod.getStatus().getPodIPs())
                .flatMap(List::stream)
                .map(address -> InetAddress.ofLiteral(address.getIp()).getHostAddress())
                .flatMap(address -> Stream.ofNullable(answers.get(address)))
                .filter(answered -> answered.first().compareTo(created) >= 0)
                .findFirst();
    }

    /** Of a plain pod with one container, the pod's request says it already. */
    private static Map<String, Double> containerRequests(PodSpec pod) {
        Map<String, Double> requests = CpuAmounts.requestsByContainer(pod);
        return requests.size() == 1 && pod.getResources() == null ? Map.of() : requests;
    }

    /** What keeps a pod from serving now; of one that is gone, what kept it from ever serving. */
    private static Optional<String> trouble(List<Sighting<Pod>> seen, boolean gone) {
        if (!gone) {
            return trouble(seen.getLast().object());
        }
        boolean served = seen.stream()
                .anyMatch(sighting -> since(sighting.object(), "Ready").isPresent());
        return served
                ? Optional.empty()
                : seen.reversed().stream()
                        .flatMap(sighting -> trouble(sighting.object()).stream())
                        .findFirst();
    }

    private Optional<Duration> first(List<Sighting<Pod>> seen, Function<Pod, Optional<String>> stamp) {
        for (Sighting<Pod> sighting : seen) {
            Optional<String> stamped = stamp.apply(sighting.object());
            if (stamped.isPresent()) {
                return Optional.of(within(clock.cluster(stamped.get()), clock.local(sighting.at())));
            }
        }
        return Optional.empty();
    }

    /** The sight, kept within the stamped second. */
    static Duration within(Duration stamped, Duration seen) {
        Duration end = stamped.plusSeconds(1);
        return seen.compareTo(stamped) < 0 ? stamped : seen.compareTo(end) > 0 ? end : seen;
    }

    /** The API server stamps a deletion with the time at which the grace period will be over. */
    private Optional<Duration> deleted(List<Sighting<Pod>> seen) {
        for (Sighting<Pod> sighting : seen) {
            var metadata = sighting.object().getMetadata();
            if (metadata.getDeletionTimestamp() != null) {
                long grace =
                        metadata.getDeletionGracePeriodSeconds() == null ? 0 : metadata.getDeletionGracePeriodSeconds();
                Duration asked = clock.cluster(metadata.getDeletionTimestamp()).minusSeconds(grace);
                return Optional.of(within(asked, clock.local(sighting.at())));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> since(Pod pod, String condition) {
        return conditions(pod).stream()
                .filter(found ->
                        found.getType().equals(condition) && found.getStatus().equals("True"))
                .map(PodCondition::getLastTransitionTime)
                .findFirst();
    }

    private static Optional<String> running(Pod pod) {
        List<ContainerStatus> statuses = statuses(pod);
        return !statuses.isEmpty()
                        && statuses.stream()
                                .allMatch(status -> status.getState().getRunning() != null)
                ? statuses.stream()
                        .flatMap(status ->
                                Stream.ofNullable(status.getState().getRunning().getStartedAt()))
                        .max(Comparator.naturalOrder())
                : Optional.empty();
    }

    private static Optional<String> finished(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                ? Optional.empty()
                : statuses(pod).stream()
                        .filter(status -> status.getState().getTerminated() != null)
                        // A container that never started has no time at which it finished.
                        .flatMap(status -> Stream.ofNullable(
                                status.getState().getTerminated().getFinishedAt()))
                        .max(Comparator.naturalOrder());
    }

    private static Optional<Integer> exitCode(Pod pod) {
        return statuses(pod).stream()
                .filter(status -> status.getState().getTerminated() != null)
                .flatMap(status ->
                        Stream.ofNullable(status.getState().getTerminated().getExitCode()))
                .max(Comparator.naturalOrder());
    }

    private static Optional<String> trouble(Pod pod) {
        Optional<String> waiting = statuses(pod).stream()
                .filter(status -> status.getState().getWaiting() != null)
                .map(status -> status.getState().getWaiting().getReason())
                .filter(reason -> !reason.equals("ContainerCreating") && !reason.equals("PodInitializing"))
                .findFirst();
        return waiting.or(() -> conditions(pod).stream()
                .filter(found -> found.getType().equals("PodScheduled")
                        && found.getStatus().equals("False"))
                .map(found -> found.getReason() + ": " + found.getMessage())
                .findFirst());
    }

    private static List<PodCondition> conditions(Pod pod) {
        return pod.getStatus() == null ? List.of() : pod.getStatus().getConditions();
    }

    private static List<ContainerStatus> statuses(Pod pod) {
        return pod.getStatus() == null ? List.of() : pod.getStatus().getContainerStatuses();
    }
}
