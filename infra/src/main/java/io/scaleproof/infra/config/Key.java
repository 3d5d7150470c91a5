package io.scaleproof.infra.config;

import java.util.function.Function;

/**
 * One setting: the source of its row in docs/configuration.md, of its entry in Pulumi.yaml's schema, and of the check of
 * its value.
 *
 * @param name as typed after {@code pulumi config set}
 * @param type in Pulumi.yaml's schema: integer, string or boolean
 * @param byDefault the value when none is set, as typed
 * @param allowed what a value may be, as it reads after "allowed: "
 * @param purpose what the setting does, one line
 * @param parser reads a value; throws {@link IllegalArgumentException} for one that is not allowed
 */
public record Key<T>(
        String name, String type, String byDefault, String allowed, String purpose, Function<String, T> parser) {

    static Key<Integer> integer(String name, int byDefault, int least, int most, String purpose) {
        return new Key<>(
                name,
                "integer",
                Integer.toString(byDefault),
                "a whole number from %d to %d".formatted(least, most),
                purpose,
                text -> Parse.integer(text, least, most));
    }

    static <T> Key<T> text(String name, String byDefault, String allowed, String purpose, Function<String, T> parser) {
        return new Key<>(name, "string", byDefault, allowed, purpose, parser);
    }
}
