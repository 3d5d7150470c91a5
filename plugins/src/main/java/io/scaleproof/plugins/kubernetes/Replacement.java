package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which changes cannot be made to an existing object. */
final class Replacement {
    /** The API server's several ways to say so. */
    private static final Pattern IMMUTABLE = Pattern.compile(
            "immutable|may not (be )?changed?|cannot (be )?changed?|updates to .* (are|is) forbidden|updates to statefulset spec",
            Pattern.CASE_INSENSITIVE);

    private final List<String> paths;

    private Replacement(List<String> paths) {
        this.paths = paths;
    }

    /** What makes another object of it, and what the official plugin replaces so that its users notice the change. */
    static Replacement byRule(String kind) {
        List<String> paths = new ArrayList<>(List.of("kind", "metadata.name", "metadata.namespace"));
        switch (kind) {
            case "ConfigMap" -> paths.addAll(List.of("data", "binaryData"));
            case "Secret" -> paths.addAll(List.of("data", "stringData", "type"));
            default -> {}
        }
        return new Replacement(paths);
    }

    /** Adds what the API server called immutable when it was asked to make these changes. */
    Replacement and(ApiException refusal, List<Difference> differences) {
        List<String> forbidden = refusal.causes().stream()
                .filter(cause -> IMMUTABLE.matcher(cause.message()).find())
                .map(ApiException.Cause::field)
                .toList();
        if (!refusal.isInvalid() || forbidden.isEmpty()) {
            return this;
        }
        List<String> all = new ArrayList<>(paths);
        all.addAll(forbidden);
        Replacement replacement = new Replacement(all);
        // It may name another field than the one that was changed: clusterIPs for clusterIP.
        return replacement.needsAny(differences)
                ? replacement
                : new Replacement(differences.stream().map(Difference::path).toList());
    }

    boolean needs(Difference difference) {
        // It may also name something below the smallest difference, such as the one label of a removed map.
        return paths.stream()
                .anyMatch(path ->
                        difference.within(path) || new Difference(path, difference.kind()).within(difference.path()));
    }

    boolean needsAny(List<Difference> differences) {
        return differences.stream().anyMatch(this::needs);
    }
}
