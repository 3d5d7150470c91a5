package io.scaleproof.loadtest.doctor;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ScopedResourceSelectorRequirement;
import io.scaleproof.loadtest.target.PodAmounts;
import java.util.stream.Stream;

/** Which pods a quota counts. */
final class QuotaScopes {
    private QuotaScopes() {}

    /** Whether it counts pods like this one: all of its scopes must hold. */
    static boolean include(ResourceQuota quota, PodSpec pod) {
        Stream<ScopedResourceSelectorRequirement> selected = quota.getSpec().getScopeSelector() == null
                ? Stream.of()
                : quota.getSpec().getScopeSelector().getMatchExpressions().stream();
        return quota.getSpec().getScopes().stream().allMatch(scope -> holds(scope, pod))
                && selected.allMatch(one -> holds(one, pod));
    }

    private static boolean holds(ScopedResourceSelectorRequirement one, PodSpec pod) {
        return switch (one.getOperator()) {
            case "In" -> one.getValues().contains(String.valueOf(pod.getPriorityClassName()));
            case "NotIn" -> !one.getValues().contains(String.valueOf(pod.getPriorityClassName()));
            case "DoesNotExist" -> !holds(one.getScopeName(), pod);
            default -> holds(one.getScopeName(), pod);
        };
    }

    private static boolean holds(String scope, PodSpec pod) {
        return switch (scope) {
            case "Terminating" -> pod.getActiveDeadlineSeconds() != null;
            case "NotTerminating" -> pod.getActiveDeadlineSeconds() == null;
            case "BestEffort" -> isBestEffort(pod);
            case "NotBestEffort" -> !isBestEffort(pod);
            case "PriorityClass" -> pod.getPriorityClassName() != null;
            // Pods with affinity to other namespaces, and what is not known yet.
            default -> false;
        };
    }

    private static boolean isBestEffort(PodSpec pod) {
        return Stream.of("cpu", "memory")
                .allMatch(resource -> PodAmounts.REQUESTS.of(pod, resource).isEmpty()
                        && PodAmounts.LIMITS.of(pod, resource).isEmpty());
    }
}
