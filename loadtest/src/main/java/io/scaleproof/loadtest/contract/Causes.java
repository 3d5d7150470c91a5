package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Words.seconds;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.scaleproof.loadtest.contract.Facts.Step;
import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.FailedRequest;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.NodeSample;
import io.scaleproof.loadtest.record.Nodes;
import io.scaleproof.loadtest.record.RunRecord;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the true cause of a broken clause: in the HPA's replayed decisions, in its conditions, in the pods' lives. */
final class Causes {
    /** A rollout or a start before a scale-up may be what the HPA saw: two windows of metrics and two syncs. */
    private static final Duration ECHO = Duration.ofSeconds(60);

    /** So long after it was called ready, a pod may not listen yet. */
    private static final Duration LISTENING = Duration.ofSeconds(3);
    /** A pod's readiness is seen a moment before or after its endpoint. */
    private static final Duration WATCH_ORDER = Duration.ofSeconds(1);

    /** As the ledger says it of a pod that was told to go before the request failed, and not after it. */
    private static final Pattern LEAVING = Pattern.compile("deleted [\\d.]+ s before|being deleted then");

    private final RunRecord run;
    private final DecisionCauses decisions;
    private final StayCauses stays;
    private final PodCauses pods;
    private final Remedies remedies;
    private final Nodes nodes;
    private final CountedTwice twice;

    Causes(RunRecord run) {
        this.run = run;
        this.remedies = new Remedies(run);
        this.nodes = new Nodes(run);
        this.decisions = new DecisionCauses(run, remedies);
        this.twice = new CountedTwice(run, decisions);
        this.stays = new StayCauses(run, remedies);
        this.pods = new PodCauses(run, remedies);
    }

    /** Why fewer than {@code need} pods were ready from the one time to the other. */
    Cause tooFewReady(int need, Duration from, Duration to) {
        Optional<Duration> missing = missing(from, to);
        if (missing.isPresent()) {
            return pods.notReady(missing.get(), to);
        }
        Optional<Duration> asked = run.deployments().stream()
                .filter(sample -> sample.wanted() >= need && sample.at().compareTo(to) <= 0)
                .map(DeploymentSample::at)
                .findFirst();
        if (asked.isEmpty()) {
            return decisions.tooFew(need, from, to);
        }
        Duration deciding = asked.get().minus(from);
        Duration starting = to.minus(asked.get());
        return starting.compareTo(deciding) > 0
                ? pods.notReady(asked.get(), to)
                : decisions.late(need, from, asked.get());
    }

    /**
     * Since when pods were missing that it did ask for, if for most of the time: it counts them as idle, and may well ask for
     * no more while they are.
     */
    private Optional<Duration> missing(Duration from, Duration to) {
        int ready = run.deployments().stream()
                .filter(sample -> sample.at().compareTo(to) <= 0)
                .reduce((earlier, later) -> later)
                .map(DeploymentSample::ready)
                .orElse(0);
        return run.deployments().stream()
                .filter(sample -> sample.wanted() > ready && sample.at().compareTo(to) <= 0)
                .map(DeploymentSample::at)
                .findFirst()
                .filter(since -> to.minus(since).multipliedBy(2).compareTo(to.minus(from)) > 0);
    }

    /** Why the HPA asked for no more pods. */
    Cause tooFewWanted(Duration from, Duration to) {
        int there = run.deployments().stream()
                .filter(sample -> sample.at().compareTo(from) <= 0)
                .reduce((earlier, later) -> later)
                .map(DeploymentSample::wanted)
                .orElse(1);
        return decisions.tooFew(there + 1, from, to);
    }

    /** Why it asked so late. */
    Cause lateDecision(Duration from, Duration to) {
        int there = run.deployments().stream()
                .filter(sample -> sample.at().compareTo(from) <= 0)
                .reduce((earlier, later) -> later)
                .map(DeploymentSample::wanted)
                .orElse(1);
        return decisions.late(there + 1, from, to);
    }

    /** Why a step up was to more than the {@code explained} pods that the load explains. */
    Cause tooMany(Step step, int explained) {
        Duration at = step.at();
        String measured = decisions
                .measuredAt(at)
                .map("the HPA measured %s"::formatted)
                .orElse("the HPA's own figure was not seen");
        if (isRollout(at)) {
            return new Cause(
                    measured + ", during a rollout",
                    "make the start cheaper, or let the pod become ready only after it, so that the HPA leaves it out");
        }
        Optional<CountedTwice.Share> counted =
                twice.of(step).filter(share -> (step.to() - share.wouldHaveWanted()) * 2 >= step.to() - explained);
        if (counted.isPresent()) {
            return countedTwice(measured, counted.get());
        }
        long started = startedBefore(at);
        return started > 0
                ? new Cause(
                        "%s, after %s had started: a start that burns CPU reads as load"
                                .formatted(measured, Words.pods((int) started)),
                        "make the start cheaper, or let the pod become ready only after it, so that the HPA leaves it out")
                : new Cause(
                        measured + ", which the load does not explain",
                        "see what else the pods do: kubectl top pods -n %s --containers"
                                .formatted(run.target().namespace()));
    }

    /** Two syncs in a row seldom count the same load twice. */
    private Cause countedTwice(String measured, CountedTwice.Share share) {
        return new Cause(
                "%s, part of the load counted twice: the figure of pod %s was %s old and from when fewer pods shared the load,"
                                .formatted(measured, share.pod(), seconds(share.age()))
                        + " beside those of pods that share it since; without that it would have wanted %d"
                                .formatted(share.wouldHaveWanted()),
                "%s: it then asks a sync later, for what two figures agree on; or scale on requests, whose figures are of one time"
                        .formatted(remedies.scaleUpWindow(CountedTwice.WINDOW_AGAINST_IT)));
    }

    /** A rollout or a pod's start just before {@code at}, in words to append. */
    String around(Duration at) {
        if (isRollout(at)) {
            return ", during a rollout";
        }
        long started = startedBefore(at);
        return started > 0 ? ", after %s had started".formatted(Words.pods((int) started)) : "";
    }

    private boolean isRollout(Duration at) {
        return run.deployments().stream()
                .anyMatch(sample -> sample.at().compareTo(at.minus(ECHO)) >= 0
                        && sample.at().compareTo(at) <= 0
                        && sample.rollsOut());
    }

    private long startedBefore(Duration at) {
        return run.pods().stream()
                .filter(pod ->
                        pod.started().filter(start -> start.compareTo(at) <= 0).isPresent())
                .filter(pod -> pod.ready()
                        .or(pod::started)
                        .filter(ready -> ready.compareTo(at.minus(ECHO)) >= 0)
                        .isPresent())
                .count();
    }

    /** Why the pods stayed. */
    Cause slowScaleDown(Duration from, Duration to) {
        Optional<HpaSettings> settings = run.autoscaler();
        Optional<Duration> last = run.deployments().stream()
                .filter(sample -> sample.at().compareTo(from) >= 0)
                .filter(sample -> sample.wanted()
                        == settings.map(HpaSettings::minReplicas).orElse(1))
                .map(DeploymentSample::at)
                .findFirst();
        if (last.isPresent() && to.minus(last.get()).compareTo(last.get().minus(from)) > 0) {
            return pods.slowToStop(last.get(), to);
        }
        return stays.of(from, last.orElse(to));
    }

    /** Whether the pods stayed because of what they used, though there was next to no load. */
    boolean keptByUse(Duration from, Duration to) {
        return stays.byUse(from, to);
    }

    /** The commonest errors. */
    String failedRequests() {
        Map<String, Long> kinds = run.ledger().entries().stream()
                .collect(groupingBy(FailedRequest::error, LinkedHashMap::new, counting()));
        return kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(3)
                .map(kind -> kind.getValue() + " x " + kind.getKey())
                .collect(joining(", "));
    }

    Cause failures() {
        return onLostNode()
                .or(this::whileLeaving)
                .or(this::whileStarting)
                .orElseGet(() -> new Cause("", "the ledger in the report names time, step and pod of each"));
    }

    /** Half of them or more at pods of one node that was lost: nobody is left to answer, and new connections are led there on. */
    private Optional<Cause> onLostNode() {
        List<FailedRequest> failures = run.ledger().entries();
        Map<NodeSample, List<FailedRequest>> lost = nodes.lost(failures);
        return lost.entrySet().stream()
                .max(Comparator.comparingInt(most -> most.getValue().size()))
                .filter(most -> most.getValue().size() * 2 >= failures.size())
                .map(
                        most -> new Cause(
                                "%d of them at pods of node %s, %s%s"
                                        .formatted(
                                                most.getValue().size(),
                                                most.getKey().node(),
                                                Nodes.loss(most.getKey()),
                                                guessed(most.getValue())),
                                "have clients send such requests again, and see that pods are spread over nodes"
                                        + " (topologySpreadConstraints): what is in flight on a node that dies is lost, and what is led there until it is missed"));
    }

    private static String guessed(List<FailedRequest> lost) {
        long silent = lost.stream().filter(failed -> failed.pod().isEmpty()).count();
        return silent == 0
                ? ""
                : " (%d of these by their time: they had no answer while it was silent)".formatted(silent);
    }

    private Optional<Cause> whileLeaving() {
        return run.ledger().entries().stream()
                .filter(failed -> failed.podLife()
                        .filter(life -> LEAVING.matcher(life).find())
                        .isPresent())
                .findFirst()
                .map(
                        failed -> new Cause(
                                "at %s by pod %s, %s%s"
                                        .formatted(
                                                seconds(failed.at()),
                                                failed.pod().orElse("?"),
                                                failed.podLife().orElseThrow(),
                                                nodes.cordonedBefore(failed)
                                                        .map(node -> ", on node %s, which was cordoned at %s"
                                                                .formatted(node.node(), seconds(node.at())))
                                                        .orElse("")),
                                "let pods drain: on SIGTERM fail readiness, keep answering until endpoints are withdrawn, then stop"));
    }

    /** Most of them refused just after a pod was called ready: it was sent requests before it listened. */
    private Optional<Cause> whileStarting() {
        List<FailedRequest> refused = run.ledger().entries().stream()
                .filter(failed -> failed.error().contains("refused"))
                .toList();
        List<Duration> begins = run.pods().stream()
                .flatMap(pod -> pod.ready().stream())
                .filter(ready -> refused.stream().anyMatch(failed -> isJustAfter(failed, ready)))
                .toList();
        long early = refused.stream()
                .filter(failed -> begins.stream().anyMatch(ready -> isJustAfter(failed, ready)))
                .count();
        return early * 2 <= run.ledger().failed()
                ? Optional.empty()
                : Optional.of(
                        new Cause(
                                "%d of them within %s after a pod was called ready, the first at %s"
                                        .formatted(early, seconds(LISTENING), seconds(begins.getFirst())),
                                "give the container a readinessProbe that asks its port, so that it is ready only when it listens"));
    }

    private static boolean isJustAfter(FailedRequest failed, Duration ready) {
        Duration after = failed.at().minus(ready);
        return after.compareTo(WATCH_ORDER.negated()) >= 0 && after.compareTo(LISTENING) <= 0;
    }
}
