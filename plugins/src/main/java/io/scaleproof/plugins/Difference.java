package io.scaleproof.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * One place where two values differ.
 *
 * @param path Pulumi's notation: {@code spec.containers[0].image}, {@code metadata.labels["a.b/c"]}
 */
public record Difference(String path, Kind kind) {
    public enum Kind {
        ADD,
        DELETE,
        UPDATE
    }

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_$][\\w$-]*");

    /** The smallest places that differ, in the order of their paths. */
    public static List<Difference> between(JsonNode before, JsonNode after) {
        List<Difference> differences = new ArrayList<>();
        collect("", before, after, differences);
        return differences;
    }

    private static void collect(String path, JsonNode before, JsonNode after, List<Difference> differences) {
        if (before.isObject() && after.isObject()) {
            TreeSet<String> names = new TreeSet<>(before.propertyNames());
            names.addAll(after.propertyNames());
            names.forEach(name -> collect(path + member(path, name), before.path(name), after.path(name), differences));
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                collect(path + "[" + i + "]", before.path(i), after.path(i), differences);
            }
        } else {
            kind(before, after).ifPresent(kind -> differences.add(new Difference(path, kind)));
        }
    }

    private static Optional<Kind> kind(JsonNode before, JsonNode after) {
        JsonNode old = before.isNull() ? MissingNode.getInstance() : before;
        JsonNode now = after.isNull() ? MissingNode.getInstance() : after;
        if (old.equals(now)) {
            return Optional.empty();
        }
        return Optional.of(old.isMissingNode() ? Kind.ADD : now.isMissingNode() ? Kind.DELETE : Kind.UPDATE);
    }

    private static String member(String path, String name) {
        if (!PLAIN_NAME.matcher(name).matches()) {
            return "[\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
        }
        return path.isEmpty() ? name : "." + name;
    }

    /** Whether this is at the given path or below it. */
    public boolean within(String outer) {
        return path.startsWith(outer)
                && (path.length() == outer.length() || ".[".indexOf(path.charAt(outer.length())) >= 0);
    }
}
