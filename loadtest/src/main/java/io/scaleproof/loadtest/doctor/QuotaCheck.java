package io.scaleproof.loadtest.doctor;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.scaleproof.loadtest.target.PodAmounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether quotas let the target grow to maxReplicas. */
final class QuotaCheck implements Check {
    private static final Set<String> PODS = Set.of("pods", "count/pods");
    private static final Set<String> REQUESTED = Set.of("cpu", "memory", "ephemeral-storage");
    /** What every pod has to say where a quota counts it. */
    private static final Set<String> DEMANDED = Set.of("cpu", "memory");

    @Override
    public String about() {
        return "quota";
    }

    @Override
    public List<Finding> look(Examined seen) {
        if (seen.pod().isEmpty()) {
            return List.of();
        }
        PodSpec pod = seen.pod().get();
        return seen.quotas().findings(quotas -> {
            List<Finding> findings = quotas.stream()
                    .filter(quota -> quota.getStatus() != null
                            && quota.getStatus().getHard() != null
                            && QuotaScopes.include(quota, pod))
                    .flatMap(quota -> look(seen, quota, pod))
                    .toList();
            return findings.isEmpty()
                    ? List.of(Finding.ok(
                            quotas.isEmpty()
                                    ? "there is none"
                                    : "room for all %d pods"
                                            .formatted(seen.settings().maxReplicas())))
                    : findings;
        });
    }

    private static Stream<Finding> look(Examined seen, ResourceQuota quota, PodSpec pod) {
        return quota.getStatus().getHard().entrySet().stream()
                .flatMap(hard -> look(seen, quota, hard.getKey(), hard.getValue(), pod).stream());
    }

    private static Optional<Finding> look(
            Examined seen, ResourceQuota quota, String resource, Quantity hard, PodSpec pod) {
        if (!isCounted(resource)) {
            return Optional.empty();
        }
        String name = quota.getMetadata().getName();
        String describe = "kubectl describe quota %s -n %s".formatted(name, seen.namespace());
        Optional<BigDecimal> each = amount(pod, resource).filter(amount -> amount.signum() > 0);
        if (each.isEmpty()) {
            return isDemanded(seen, resource)
                    ? Optional.of(Finding.wrong(
                            "%s demands %s of every pod, and pods of %s have none: none can be made"
                                    .formatted(name, resource, seen.target().words()),
                            describe + "; kubectl edit " + seen.target().typed()))
                    : Optional.empty();
        }
        BigDecimal used = Optional.ofNullable(quota.getStatus().getUsed())
                .map(amounts -> amounts.get(resource))
                .map(Quantity::getNumericalAmount)
                .orElse(BigDecimal.ZERO);
        int more = hard.getNumericalAmount()
                .subtract(used)
                .max(BigDecimal.ZERO)
                .divide(each.get(), 0, RoundingMode.FLOOR)
                .intValue();
        int room = seen.own().size() + more;
        return room >= seen.settings().maxReplicas()
                ? Optional.empty()
                : Optional.of(Finding.wrong(
                        "%s has room for %d of %d pods (%s: %s of %s used, %s a pod)"
                                .formatted(
                                        name,
                                        room,
                                        seen.settings().maxReplicas(),
                                        resource,
                                        Optional.ofNullable(quota.getStatus().getUsed())
                                                .map(amounts -> amounts.get(resource))
                                                .map(Quantity::toString)
                                                .orElse("0"),
                                        hard,
                                        words(resource, each.get())),
                        describe + "; raise it, or lower maxReplicas"));
    }

    private static boolean isCounted(String resource) {
        return PODS.contains(resource)
                || REQUESTED.contains(resource)
                || (resource.startsWith("requests.") && !resource.equals("requests.storage"))
                || resource.startsWith("limits.");
    }

    private static Optional<BigDecimal> amount(PodSpec pod, String resource) {
        if (PODS.contains(resource)) {
            return Optional.of(BigDecimal.ONE);
        }
        return resource.startsWith("limits.")
                ? PodAmounts.LIMITS.of(pod, named(resource))
                : PodAmounts.REQUESTS.of(pod, named(resource));
    }

    /** As people write it: cores in thousandths, bytes in Mi. */
    private static String words(String resource, BigDecimal amount) {
        return switch (named(resource)) {
            case "cpu" -> plain(amount.movePointRight(3)) + "m";
            case "memory", "ephemeral-storage" ->
                plain(amount.divide(BigDecimal.valueOf(1 << 20), 1, RoundingMode.HALF_UP)) + "Mi";
            default -> plain(amount);
        };
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }

    private static String named(String resource) {
        return resource.replaceFirst("^(limits|requests)\\.", "");
    }

    /** Unless a LimitRange gives pods some. */
    private static boolean isDemanded(Examined seen, String resource) {
        boolean given = seen.limitRanges() instanceof Sight.Seen<List<LimitRange>>(List<LimitRange> ranges)
                && ranges.stream()
                        .flatMap(range -> range.getSpec().getLimits().stream())
                        .flatMap(limits -> Stream.of(limits.getDefault(), limits.getDefaultRequest(), limits.getMax()))
                        .anyMatch(amounts -> amounts != null && amounts.containsKey(named(resource)));
        return !given && DEMANDED.contains(named(resource));
    }
}
