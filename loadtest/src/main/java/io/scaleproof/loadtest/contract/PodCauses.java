package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Words.seconds;

import io.scaleproof.loadtest.record.ClusterEvent;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.RunRecord;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Why pods that the HPA asked for were not there. */
final class PodCauses {
    /** A pod may be seen a moment before the change that made it. */
    private static final Duration WATCH_ORDER = Duration.ofSeconds(1);

    private final RunRecord run;
    private final Remedies remedies;

    PodCauses(RunRecord run, Remedies remedies) {
        this.run = run;
        this.remedies = remedies;
    }

    /** Why pods asked for at the one time were not ready by the other. */
    Cause notReady(Duration asked, Duration to) {
        return refused(asked, to)
                .or(() -> troubled(asked))
                .or(() -> slow(asked, to))
                .orElseGet(() -> new Cause("no new pod was seen", remedies.describeTarget()));
    }

    /** The API server refused to create them: a quota, an admission. */
    private Optional<Cause> refused(Duration from, Duration to) {
        return run.events().stream()
                .filter(event -> event.reason().equals("FailedCreate")
                        && event.at().compareTo(from.minus(WATCH_ORDER)) >= 0
                        && event.at().compareTo(to.plusSeconds(5)) <= 0)
                .map(ClusterEvent::message)
                .findFirst()
                .map(message -> new Cause(
                        message.contains("exceeded quota")
                                ? "a ResourceQuota allows no more pods (%s)".formatted(message)
                                : "pods could not be created (%s)".formatted(message),
                        "kubectl describe quota,limitrange -n %s"
                                .formatted(run.target().namespace())));
    }

    private List<PodLife> born(Duration asked) {
        return run.pods().stream()
                .filter(pod -> pod.created().compareTo(asked.minus(WATCH_ORDER)) >= 0)
                .toList();
    }

    private Optional<Cause> troubled(Duration asked) {
        return born(asked).stream()
                .filter(pod -> pod.trouble().isPresent())
                .findFirst()
                .map(pod -> new Cause(
                        "pod %s: %s".formatted(pod.name(), pod.trouble().orElseThrow()),
                        remedies.describePod(pod.name())));
    }

    /** The step that took longest, of the pod that took longest. */
    private Optional<Cause> slow(Duration asked, Duration to) {
        return born(asked).stream()
                .max(Comparator.comparing(pod -> pod.ready().orElse(to)))
                .map(pod -> {
                    Duration scheduled = pod.scheduled().orElse(to);
                    Duration started = pod.started().orElse(to);
                    Duration ready = pod.ready().orElse(to);
                    Duration waiting = scheduled.minus(pod.created());
                    Duration starting = started.minus(scheduled);
                    Duration warming = ready.minus(started);
                    if (waiting.compareTo(starting) > 0 && waiting.compareTo(warming) > 0) {
                        return new Cause(
                                "pod %s waited %s for a node".formatted(pod.name(), seconds(waiting)),
                                remedies.describePod(pod.name()));
                    }
                    return starting.compareTo(warming) > 0
                            ? new Cause(
                                    "pod %s took %s until its container ran".formatted(pod.name(), seconds(starting)),
                                    "see its image's size and pull policy: " + remedies.describePod(pod.name()))
                            : new Cause(
                                    "pod %s ran for %s %s"
                                            .formatted(
                                                    pod.name(),
                                                    seconds(warming),
                                                    pod.ready().isPresent()
                                                            ? "until it was ready"
                                                            : "and was not ready"),
                                    "see its readiness probe: " + remedies.describePod(pod.name()));
                });
    }

    /** Why pods that were to go were still there. */
    Cause slowToStop(Duration asked, Duration to) {
        return stuckRollout().orElseGet(() -> slowEnd(asked, to));
    }

    /** A pod that never became ready and was not told to go: whoever rolls out waits for it. */
    private Optional<Cause> stuckRollout() {
        if (!run.deployments().getLast().rollsOut()) {
            return Optional.empty();
        }
        return run.pods().stream()
                .filter(pod -> pod.ready().isEmpty() && pod.deleted().isEmpty())
                .filter(pod -> pod.trouble().isPresent())
                .findFirst()
                .map(pod -> new Cause(
                        "a rollout is not done: pod %s waits (%s)"
                                .formatted(pod.name(), pod.trouble().orElseThrow()),
                        remedies.undoRollout(pod.name())));
    }

    private Cause slowEnd(Duration asked, Duration to) {
        return new Cause(
                "the pods took %s to end once they were told to".formatted(seconds(to.minus(asked))),
                "see terminationGracePeriodSeconds, preStop hooks and finalizers: " + remedies.describeTarget());
    }
}
