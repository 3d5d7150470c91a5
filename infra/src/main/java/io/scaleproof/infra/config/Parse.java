package io.scaleproof.infra.config;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads values as they are typed. Every method throws {@link IllegalArgumentException} for what is not allowed. */
final class Parse {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern HOST = Pattern.compile("(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*");
    private static final Pattern REGISTRY =
            Pattern.compile("[a-zA-Z0-9][-a-zA-Z0-9.]*(:\\d{1,5})?(/[a-z0-9]+([-._][a-z0-9]+)*)*");
    private static final Pattern IMAGE =
            Pattern.compile(REGISTRY + "(:[a-zA-Z0-9_][-a-zA-Z0-9_.]{0,127})?(@sha256:[0-9a-f]{64})?");

    private Parse() {}

    static int integer(String text, int least, int most) {
        int value = Integer.parseInt(text.strip());
        require(least <= value && value <= most, text);
        return value;
    }

    static boolean bool(String text) {
        require(text.equals("true") || text.equals("false"), text);
        return Boolean.parseBoolean(text);
    }

    static <E extends Enum<E>> E choice(String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    static <E extends Enum<E>> String choices(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::toString).collect(Collectors.joining(", "));
    }

    /** A name as Kubernetes allows it for namespaces and within host names. */
    static String label(String text) {
        return matching(text, LABEL);
    }

    static String host(String text) {
        require(text.length() <= 253, text);
        return matching(text, HOST);
    }

    static String registry(String text) {
        return matching(text, REGISTRY);
    }

    static String image(String text) {
        return matching(text, IMAGE);
    }

    static String matching(String text, Pattern pattern) {
        require(pattern.matcher(text).matches(), text);
        return text;
    }

    static void require(boolean allowed, String text) {
        if (!allowed) {
            throw new IllegalArgumentException(text);
        }
    }
}
