package io.scaleproof.loadtest.ledger;

import io.scaleproof.loadtest.load.LoadLog;
import io.scaleproof.loadtest.load.Outcome;
import io.scaleproof.loadtest.load.Shot;
import io.scaleproof.loadtest.record.FailedRequest;
import io.scaleproof.loadtest.record.Ledger;
import io.scaleproof.loadtest.record.PodLife;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Joins every failed request to the pod it concerned and to that pod's life. */
public final class LedgerKeeper {
    /** A pod may be to blame so long after its container ended: until every node has withdrawn its endpoint. */
    private static final Duration AFTERMATH = Duration.ofSeconds(2);

    private final List<PodLife> pods;

    public LedgerKeeper(List<PodLife> pods) {
        this.pods = pods;
    }

    /** The account of a run's requests. */
    public Ledger read(LoadLog log) {
        return new Ledger(
                log.ended(),
                log.failed(),
                entries(log.failures()),
                entries(log.spoilt()),
                log.requests(),
                log.idleRaces());
    }

    private List<FailedRequest> entries(List<Shot> shots) {
        return shots.stream()
                .sorted(Comparator.comparingLong(Shot::dueNanos))
                .flatMap(shot -> entry(shot).stream())
                .toList();
    }

    private Optional<FailedRequest> entry(Shot shot) {
        return switch (shot.outcome()) {
            case Outcome.Failed failed -> Optional.of(entry(shot, failed));
            case Outcome.Spoilt spoilt -> Optional.of(entry(shot, spoilt));
            case Outcome.Served served -> Optional.empty();
            case Outcome.NotSent notSent -> Optional.empty();
        };
    }

    private static FailedRequest entry(Shot shot, Outcome.Spoilt spoilt) {
        return new FailedRequest(
                Duration.ofNanos(shot.dueNanos()),
                Duration.ofNanos(shot.doneNanos() - shot.dueNanos()),
                shot.stage(),
                spoilt.why(),
                word(spoilt.step()),
                Optional.empty(),
                Optional.empty());
    }

    private static String word(Outcome.Step step) {
        return step.name().toLowerCase(Locale.ROOT);
    }

    private FailedRequest entry(Shot shot, Outcome.Failed failed) {
        Duration due = Duration.ofNanos(shot.dueNanos());
        Duration done = Duration.ofNanos(shot.doneNanos());
        Optional<PodLife> named = failed.pod()
                .flatMap(name -> pods.stream()
                        .filter(pod -> pod.name().equals(name))
                        // A StatefulSet's pods have names that others had before: the last one that was there by then.
                        .reduce((earlier, later) -> later.created().compareTo(done) <= 0 ? later : earlier));
        return new FailedRequest(
                due,
                done.minus(due),
                shot.stage(),
                failed.error(),
                word(failed.step()),
                failed.pod(),
                named.map(pod -> life(pod, done)).or(() -> suspects(done)));
    }

    /** A pod's life around a failure, in words. */
    private static String life(PodLife pod, Duration at) {
        List<String> steps = new ArrayList<>();
        step(steps, "created", Optional.of(pod.created()), at);
        step(steps, "ready", pod.ready(), at);
        step(steps, "deleted", pod.deleted(), at);
        step(steps, "terminated", pod.terminated(), at);
        return String.join(", ", steps);
    }

    private static void step(List<String> steps, String name, Optional<Duration> when, Duration at) {
        when.ifPresent(time -> {
            Duration before = at.minus(time);
            steps.add(String.format(
                    Locale.ROOT,
                    "%s %.1f s %s",
                    name,
                    Math.abs(before.toNanos() / 1e9),
                    before.isNegative() ? "after" : "before"));
        });
    }

    /** A request on a new connection that failed names no pod; the pods that were leaving then are suspects. */
    private Optional<String> suspects(Duration at) {
        List<String> leaving = pods.stream()
                .filter(pod -> pod.deleted()
                                .filter(deleted -> deleted.compareTo(at) <= 0)
                                .isPresent()
                        && pod.terminated()
                                .filter(ended -> ended.plus(AFTERMATH).compareTo(at) < 0)
                                .isEmpty())
                .map(PodLife::name)
                .toList();
        return leaving.isEmpty() ? Optional.empty() : Optional.of("being deleted then: " + String.join(", ", leaving));
    }
}
