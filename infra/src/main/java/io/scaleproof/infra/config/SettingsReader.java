package io.scaleproof.infra.config;

import com.pulumi.exceptions.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads values by key and gathers everything that is wrong with them, so that all of it is said at once. */
final class SettingsReader {
    private final Map<String, String> values;
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Map<String, String> values) {
        this.values = values;
    }

    /** The value of {@code key}; its default if the value is wrong (the program then ends before it is used). */
    <T> T read(Key<T> key) {
        String given = given(key);
        try {
            return key.parser().apply(given);
        } catch (IllegalArgumentException e) {
            refuse(key, "allowed: " + key.allowed(), key.byDefault());
            return key.parser().apply(key.byDefault());
        }
    }

    /** Requires {@code condition} of a value that is fine by itself. */
    void require(boolean condition, Key<?> key, String rule, String remedy) {
        if (!condition) {
            refuse(key, rule, remedy);
        }
    }

    /** Ends the program if anything was wrong. */
    void done() {
        if (!problems.isEmpty()) {
            throw new RunException("wrong configuration, nothing was changed:\n  " + String.join("\n  ", problems));
        }
    }

    private void refuse(Key<?> key, String rule, String remedy) {
        problems.add("%s is '%s'; %s. Fix it: pulumi config set %s %s"
                .formatted(key.name(), given(key), rule, key.name(), remedy));
    }

    private String given(Key<?> key) {
        return values.getOrDefault(key.name(), key.byDefault());
    }
}
