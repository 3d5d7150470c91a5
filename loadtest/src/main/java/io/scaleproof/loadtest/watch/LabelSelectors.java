package io.scaleproof.loadtest.watch;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Writes a label selector as the API takes it in a query, for instance {@code app=web,tier in (a,b)}. */
final class LabelSelectors {
    private LabelSelectors() {}

    /** @param selector null, as the model has it, for one that selects all */
    static String text(LabelSelector selector) {
        if (selector == null) {
            return "";
        }
        Stream<String> labels = selector.getMatchLabels() == null
                ? Stream.of()
                : selector.getMatchLabels().entrySet().stream().map(label -> label.getKey() + "=" + label.getValue());
        Stream<String> expressions = selector.getMatchExpressions().stream().map(LabelSelectors::text);
        return Stream.concat(labels, expressions).sorted().collect(joining(","));
    }

    private static String text(LabelSelectorRequirement one) {
        return switch (one.getOperator()) {
            case "In" -> "%s in (%s)".formatted(one.getKey(), values(one.getValues()));
            case "NotIn" -> "%s notin (%s)".formatted(one.getKey(), values(one.getValues()));
            case "Exists" -> one.getKey();
            case "DoesNotExist" -> "!" + one.getKey();
            default -> throw new IllegalArgumentException("A label selector of unknown operator " + one.getOperator());
        };
    }

    private static String values(List<String> values) {
        return String.join(",", new TreeSet<>(values));
    }
}
