package io.scaleproof.loadtest.doctor;

import io.scaleproof.loadtest.record.HpaSample.Condition;
import io.scaleproof.loadtest.watch.HpaReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the HPA says of itself. */
final class ConditionsCheck implements Check {
    /** Within this time it has looked several times. */
    private static final Duration LOOKED_WITHIN = Duration.ofMinutes(1);

    @Override
    public String about() {
        return "conditions";
    }

    @Override
    public List<Finding> look(Examined seen) {
        List<Condition> conditions = HpaReader.sample(seen.hpa(), Duration.ZERO, moment -> Duration.ZERO)
                .conditions();
        if (conditions.isEmpty()) {
            return List.of(notLookedYet(seen));
        }
        List<Finding> findings = new ArrayList<>();
        find(conditions, "AbleToScale", false)
                .ifPresent(condition -> findings.add(Finding.wrong(words(condition), seen.describe())));
        find(conditions, "ScalingActive", false).ifPresent(condition -> findings.add(blind(condition, seen)));
        find(conditions, "ScalingLimited", true)
                .filter(condition -> condition.reason().equals("TooManyReplicas"))
                .ifPresent(condition -> findings.add(Finding.warning(
                        words(condition) + ": it wants more pods than maxReplicas",
                        seen.edit() + ", and raise maxReplicas, or see what makes the load")));
        return findings.isEmpty() ? List.of(Finding.ok("the HPA can scale, and computes")) : findings;
    }

    private static Finding notLookedYet(Examined seen) {
        String made = seen.hpa().getMetadata().getCreationTimestamp();
        String words = "the HPA has not looked yet, %d s after it was made"
                .formatted(seen.since(made).toSeconds());
        return seen.since(made).compareTo(LOOKED_WITHIN) < 0
                ? Finding.warning(words, "the same command in a minute")
                : Finding.wrong(words, "kubectl get pods -n kube-system: does kube-controller-manager run?");
    }

    /** Nobody has measured pods that have just started. */
    private static Finding blind(Condition condition, Examined seen) {
        boolean young = condition.reason().startsWith("FailedGet")
                && seen.own().stream().allMatch(seen::isYoung);
        return young
                ? Finding.warning(
                        words(condition) + " (its pods are too young to have been measured)",
                        "the same command in a minute")
                : Finding.wrong(words(condition), seen.describe());
    }

    private static Optional<Condition> find(List<Condition> conditions, String type, boolean holds) {
        return conditions.stream()
                .filter(condition -> condition.type().equals(type) && condition.holds() == holds)
                .findFirst();
    }

    private static String words(Condition condition) {
        return "%s is %s (%s: %s)"
                .formatted(
                        condition.type(),
                        condition.holds() ? "True" : "False",
                        condition.reason(),
                        condition.message());
    }
}
