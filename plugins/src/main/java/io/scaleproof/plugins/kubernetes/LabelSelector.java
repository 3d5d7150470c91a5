package io.scaleproof.plugins.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A selector in an object, as the text that a list request takes. */
final class LabelSelector {
    private LabelSelector() {}

    static String text(JsonNode selector) {
        List<String> requirements = new ArrayList<>();
        selector.path("matchLabels")
                .properties()
                .forEach(label ->
                        requirements.add(label.getKey() + "=" + label.getValue().asString()));
        selector.path("matchExpressions").forEach(expression -> requirements.add(text(expression, "key")));
        return String.join(",", requirements);
    }

    private static String text(JsonNode expression, String key) {
        String label = expression.path(key).asString();
        String values = expression
                .path("values")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.joining(",", "(", ")"));
        return switch (expression.path("operator").asString()) {
            case "Exists" -> label;
            case "DoesNotExist" -> "!" + label;
            case "NotIn" -> label + " notin " + values;
            default -> label + " in " + values;
        };
    }
}
