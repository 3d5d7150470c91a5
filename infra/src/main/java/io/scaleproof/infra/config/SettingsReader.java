package io.scaleproof.infra.config;

import com.pulumi.exceptions.RunException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads values by key and gathers everything that is wrong with them, so that all of it is said at once. */
final class SettingsReader {
    private final Map<String, String> values;
    private final Set<String> problems = new LinkedHashSet<>();

    SettingsReader(Map<String, String> values) {
        this.values = values;
        List<String> known = Keys.all().map(Key::name).toList();
        values.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> problems.add("%s is not a setting; did you mean %s? Remove it: pulumi config rm %s"
                        .formatted(name, NearestName.to(name, known), name)));
    }

    /** The value of {@code key}; its default if the value is wrong (the program then ends before it is used). */
    <T> T value(Key<T> key) {
        try {
            return key.parser().apply(given(key));
        } catch (IllegalArgumentException e) {
            refuse(key, "allowed: " + key.allowed(), key.byDefault());
            return key.parser().apply(key.byDefault());
        }
    }

    /** Requires {@code condition} of a value that is fine by itself. */
    void require(boolean condition, Key<?> key, String rule, Object remedy) {
        if (!condition) {
            refuse(key, rule, remedy);
        }
    }

    /** Refuses an optional value that means nothing without another. */
    void requireFor(Key<?> key, Optional<?> value, Key<?> needed, Optional<?> neededValue) {
        require(
                value.isEmpty() || neededValue.isPresent(),
                key,
                "it means nothing without " + needed.name(),
                key.byDefault());
    }

    /** Ends the program if anything was wrong. */
    void done() {
        if (!problems.isEmpty()) {
            throw new RunException(problems.stream()
                    .collect(Collectors.joining("\n  ", "wrong configuration, nothing was changed:\n  ", "")));
        }
    }

    private void refuse(Key<?> key, String rule, Object remedy) {
        problems.add("%s is '%s'; %s. Fix it: pulumi config set %s %s"
                .formatted(key.name(), given(key), rule, key.name(), remedy));
    }

    private String given(Key<?> key) {
        return values.getOrDefault(key.name(), key.byDefault());
    }
}
