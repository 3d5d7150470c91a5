package io.scaleproof.loadtest.doctor;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.scaleproof.loadtest.target.PodAmounts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a LimitRange lets new pods be made. What they are made from is asked, because what it leaves out the LimitRange
 * fills in so that it fits; pods that are there may be older than the LimitRange.
 */
final class LimitRangeCheck implements Check {
    @Override
    public String about() {
        return "limit range";
    }

    @Override
    public List<Finding> look(Examined seen) {
        Optional<PodSpec> made =
                seen.target().template().map(PodTemplateSpec::getSpec).or(seen::pod);
        if (made.isEmpty()) {
            return List.of();
        }
        return seen.limitRanges().findings(ranges -> {
            List<Finding> findings = ranges.stream()
                    .flatMap(range -> range.getSpec().getLimits().stream()
                            .flatMap(item -> broken(item, made.get()))
                            .map(broken -> Finding.wrong(
                                    "%s refuses new pods of %s: %s"
                                            .formatted(
                                                    range.getMetadata().getName(),
                                                    seen.target().words(),
                                                    broken),
                                    "kubectl describe limitrange %s -n %s; kubectl edit %s"
                                            .formatted(
                                                    range.getMetadata().getName(),
                                                    seen.namespace(),
                                                    seen.target().typed()))))
                    .toList();
            return findings.isEmpty()
                    ? List.of(Finding.ok(ranges.isEmpty() ? "there is none" : "new pods fit"))
                    : findings;
        });
    }

    private static Stream<String> broken(LimitRangeItem item, PodSpec pod) {
        return switch (item.getType()) {
            case "Pod" ->
                Stream.of(PodAmounts.values())
                        .flatMap(which -> broken(item, "the pod", which, resource -> which.of(pod, resource)));
            case "Container" ->
                Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                        .flatMap(container -> Stream.of(PodAmounts.values())
                                .flatMap(which -> broken(
                                        item,
                                        "container " + container.getName(),
                                        which,
                                        resource -> amount(container, which, resource))));
            default -> Stream.of();
        };
    }

    private interface Amounts {
        Optional<BigDecimal> of(String resource);
    }

    private static Optional<BigDecimal> amount(Container container, PodAmounts which, String resource) {
        return which.of(container.getResources(), resource);
    }

    private static Stream<String> broken(LimitRangeItem item, String whose, PodAmounts which, Amounts amounts) {
        return Stream.concat(
                beyond(item.getMax(), amounts, 1).map(max -> words(whose, which, max, "more", "maximum")),
                which == PodAmounts.REQUESTS
                        ? beyond(item.getMin(), amounts, -1).map(min -> words(whose, which, min, "less", "minimum"))
                        : Stream.of());
    }

    /** Bounds that an amount is on the wrong side of. */
    private static Stream<Map.Entry<String, Quantity>> beyond(
            Map<String, Quantity> bounds, Amounts amounts, int wrongSide) {
        return Stream.ofNullable(bounds)
                .flatMap(all -> all.entrySet().stream())
                .filter(bound -> amounts.of(bound.getKey())
                        .filter(amount ->
                                Integer.signum(amount.compareTo(bound.getValue().getNumericalAmount())) == wrongSide)
                        .isPresent());
    }

    private static String words(
            String whose, PodAmounts which, Map.Entry<String, Quantity> bound, String how, String edge) {
        return "%s %s %s %s than the %s of %s"
                .formatted(
                        whose,
                        which == PodAmounts.REQUESTS ? "requests" : "is limited to",
                        how,
                        bound.getKey(),
                        edge,
                        bound.getValue());
    }
}
