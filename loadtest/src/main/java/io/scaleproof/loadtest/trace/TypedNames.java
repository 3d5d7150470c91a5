package io.scaleproof.loadtest.trace;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The constants of an enum by the names that one types: in small letters, with a hyphen between words. */
final class TypedNames {
    private TypedNames() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> Optional<E> find(E[] constants, String typed) {
        return Arrays.stream(constants)
                .filter(constant -> of(constant).equals(typed))
                .findFirst();
    }

    /** All of them, for messages. */
    static String list(Enum<?>[] constants) {
        return Arrays.stream(constants).map(TypedNames::of).collect(joining(", "));
    }
}
