package io.scaleproof.loadtest.contract;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.scaleproof.loadtest.record.FailedRequest;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.RunRecord;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the reason for a broken clause in what was seen, and the setting to change. */
final class Diagnosis {
    private final RunRecord run;

    Diagnosis(RunRecord run) {
        this.run = run;
    }

    /** A reason, to be appended to a sentence, and a remedy. */
    record Finding(String reason, String remedy) {}

    Finding noScaleUp() {
        Optional<HpaSample.Condition> blind = lastCondition("ScalingActive").filter(condition -> !condition.holds());
        if (blind.isPresent()) {
            return new Finding(
                    ": it is blind (%s: %s)"
                            .formatted(blind.get().reason(), blind.get().message()),
                    "kubectl describe hpa; see whether metrics-server answers and every container requests CPU");
        }
        return new Finding(
                highestUtilization()
                        .map(most -> ": it measured %d %% at most".formatted(most))
                        .orElse(""),
                "lower targetCpuUtilization, or see whether the load reaches the pods");
    }

    Finding noCapacity(int need) {
        Optional<HpaSettings> settings = run.autoscaler();
        if (settings.isPresent() && settings.get().maxReplicas() < need) {
            return new Finding(
                    ": maxReplicas is %d".formatted(settings.get().maxReplicas()),
                    "pulumi config set maxReplicas %d && pulumi up".formatted(need));
        }
        Optional<PodLife> troubled =
                run.pods().stream().filter(pod -> pod.trouble().isPresent()).findFirst();
        if (troubled.isPresent()) {
            return new Finding(
                    ": pod %s: %s"
                            .formatted(
                                    troubled.get().name(),
                                    troubled.get().trouble().orElseThrow()),
                    "kubectl describe pod " + troubled.get().name());
        }
        if (limitedBy("ScaleUpLimit").isPresent()) {
            return new Finding(
                    ": the scale-up policy holds it back (%s)".formatted(scaleUpPolicies()),
                    "pulumi config set scaleUpPolicies 10pods/15s && pulumi up");
        }
        return new Finding("", "kubectl describe hpa; kubectl get pods");
    }

    String slowCapacity() {
        return limitedBy("ScaleUpLimit").isPresent()
                ? "the scale-up policy took it in steps (%s): pulumi config set scaleUpPolicies 10pods/15s"
                        .formatted(scaleUpPolicies())
                : slowMetrics();
    }

    String slowMetrics() {
        return "metrics-server's --metric-resolution (15 s or less) and the HPA's sync period set the floor";
    }

    String slowScaleDown() {
        return run.autoscaler()
                .map(settings -> "the scale-down window is %d s: pulumi config set scaleDownWindowSeconds 60"
                        .formatted(settings.scaleDown().stabilizationWindow().toSeconds()))
                .orElse("there is no HPA");
    }

    String failures() {
        Map<String, Long> kinds = run.ledger().entries().stream()
                .collect(groupingBy(FailedRequest::error, LinkedHashMap::new, counting()));
        return kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(3)
                .map(kind -> kind.getValue() + " x " + kind.getKey())
                .collect(joining(", "));
    }

    String failuresRemedy() {
        boolean leaving = run.ledger().entries().stream()
                .anyMatch(failed -> failed.podLife()
                        .filter(life -> life.contains("deleted"))
                        .isPresent());
        return leaving
                ? "let pods drain: on SIGTERM fail readiness, keep answering until endpoints are withdrawn, then stop"
                : "the ledger in the report names time, step and pod of each";
    }

    String overshoot() {
        return "the HPA measured up to %s %%"
                .formatted(highestUtilization().map(String::valueOf).orElse("?"));
    }

    String overshootRemedy() {
        return "a start that burns CPU reads as load: make it cheaper, or let the pod become ready only after it";
    }

    /** The numbers of pods the run went through, in order. */
    String path() {
        var samples = run.deployments();
        Stream.Builder<Integer> sizes = Stream.builder();
        int last = -1;
        for (var sample : samples) {
            if (sample.wanted() != last) {
                sizes.add(sample.wanted());
                last = sample.wanted();
            }
        }
        return sizes.build().map(String::valueOf).collect(joining(" -> "));
    }

    /** A rollout or a pod's start just before {@code at}, in words to append. */
    String around(Duration at) {
        Duration from = at.minusSeconds(45);
        boolean rollout = run.deployments().stream()
                .anyMatch(sample -> sample.at().compareTo(from) >= 0
                        && sample.at().compareTo(at) <= 0
                        && sample.updated() < sample.existing());
        if (rollout) {
            return ", during a rollout";
        }
        long started = run.pods().stream()
                .flatMap(pod -> pod.started().stream())
                .filter(start -> start.compareTo(from) >= 0 && start.compareTo(at) <= 0)
                .count();
        return started > 0 ? ", after %d pods had started".formatted(started) : "";
    }

    private Optional<Integer> highestUtilization() {
        return run.hpa().stream()
                .flatMap(sample -> sample.utilizationPercent().stream())
                .max(Comparator.naturalOrder());
    }

    private Optional<HpaSample.Condition> lastCondition(String type) {
        return run.hpa().reversed().stream()
                .flatMap(sample -> sample.conditions().stream())
                .filter(condition -> condition.type().equals(type))
                .findFirst();
    }

    private Optional<HpaSample.Condition> limitedBy(String reason) {
        return run.hpa().stream()
                .flatMap(sample -> sample.conditions().stream())
                .filter(condition -> condition.type().equals("ScalingLimited")
                        && condition.holds()
                        && condition.reason().equals(reason))
                .findFirst();
    }

    private String scaleUpPolicies() {
        String policies = run.autoscaler().stream()
                .flatMap(settings -> settings.scaleUp().policies().stream())
                .map(policy -> "%d %s per %d s"
                        .formatted(
                                policy.value(),
                                policy.type().equals("Percent") ? "%" : "pods",
                                policy.period().toSeconds()))
                .collect(joining(", "));
        return policies.isEmpty() ? "without behavior, at most a doubling or 4 pods a sync" : policies;
    }
}
