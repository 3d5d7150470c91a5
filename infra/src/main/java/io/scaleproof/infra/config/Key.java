package io.scaleproof.infra.config;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One setting: the source of its entry in Pulumi.yaml's schema, of its row in docs/configuration.md, and of the check of
 * its value.
 *
 * @param name as typed after {@code pulumi config set}
 * @param type in Pulumi.yaml's schema: integer, string or boolean
 * @param byDefault the value when none is set, as typed
 * @param allowed what a value may be, as it reads after "allowed: "
 * @param purpose what the setting does
 * @param parser reads a value; throws {@link IllegalArgumentException} for one that is not allowed
 */
record Key<T>(String name, String type, String byDefault, String allowed, String purpose, Function<String, T> parser) {

    static Key<Integer> integer(String name, int byDefault, int least, int most, String purpose) {
        return new Key<>(
                name,
                "integer",
                Integer.toString(byDefault),
                "a whole number from %d to %d".formatted(least, most),
                purpose,
                text -> Parse.integer(text, least, most));
    }

    static Key<Boolean> bool(String name, boolean byDefault, String purpose) {
        return new Key<>(name, "boolean", Boolean.toString(byDefault), "true or false", purpose, Parse::bool);
    }

    static <T> Key<T> text(String name, String byDefault, String allowed, String purpose, Function<String, T> parser) {
        return new Key<>(name, "string", byDefault, allowed, purpose, parser);
    }

    /** One of the constants of {@code type}, typed as they print. */
    static <E extends Enum<E>> Key<E> choice(String name, E byDefault, Class<E> type, String purpose) {
        return text(name, byDefault.toString(), Parse.choices(type), purpose, text -> Parse.choice(text, type));
    }

    /**
     * A setting that is not set by default. Pulumi insists on a value for every key of the schema, so that {@code word}
     * stands for none.
     */
    static <T> Key<Optional<T>> optional(
            String name, String word, String allowed, String purpose, Function<String, T> parser) {
        return text(
                name,
                word,
                word + ", or " + allowed,
                purpose,
                text -> text.equals(word) ? Optional.empty() : Optional.of(parser.apply(text)));
    }

    /** Values by name, such as {@code example} has, by default none. */
    static Key<Map<String, String>> pairs(
            String name, String example, String purpose, Function<String, Map<String, String>> parser) {
        return text(
                name,
                "none",
                "none, or a list such as " + example,
                purpose,
                text -> text.equals("none") ? Map.of() : parser.apply(text));
    }
}
