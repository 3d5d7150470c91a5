package io.scaleproof.infra.config;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
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

    private static final Pattern URL =
            Pattern.compile("https?://" + LABEL + "(\\." + LABEL + ")*(:\\d{1,5})?(/[-a-zA-Z0-9._/]*)?");
    private static final String LABEL_VALUE = "[a-zA-Z0-9][-a-zA-Z0-9_.]{0,62}";
    private static final String QUALIFIED_NAME = "(?:[a-z0-9][-a-z0-9.]{0,252}/)?" + LABEL_VALUE;
    private static final Pattern THOUSANDTHS = Pattern.compile("(\\d{1,7})m|(\\d{1,4})(?:\\.(\\d{1,3}))?");

    private Parse() {}

    static int integer(String text, int least, int most) {
        int value = Integer.parseInt(text.strip());
        require(least <= value && value <= most, text);
        return value;
    }

    /** An amount above 0 as Kubernetes writes it, {@code 100m}, {@code 0.5} or {@code 2}, in thousandths. */
    static long thousandths(String text) {
        var match = THOUSANDTHS.matcher(text);
        require(match.matches(), text);
        long thousandths =
                match.group(1) != null ? Long.parseLong(match.group(1)) : whole(match.group(2), match.group(3));
        require(thousandths > 0, text);
        return thousandths;
    }

    private static long whole(String whole, String fraction) {
        String thousandths = ((fraction == null ? "" : fraction) + "000").substring(0, 3);
        return Long.parseLong(whole) * 1_000 + Long.parseLong(thousandths);
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

    /** An address of HTTP, with neither credentials nor a query. */
    static String url(String text) {
        return matching(text, URL);
    }

    /** Labels as Kubernetes allows them: {@code name=value,name=value}. */
    static Map<String, String> labels(String text) {
        var labels = annotations(text);
        labels.values().forEach(value -> require(value.matches(LABEL_VALUE), text));
        return labels;
    }

    /** Annotations as Kubernetes allows them: {@code name=value,name=value}; a value may hold anything but a comma. */
    static Map<String, String> annotations(String text) {
        return pairs(text, name -> name.matches(QUALIFIED_NAME));
    }

    /** Values by name, as they are typed: {@code NAME=value,NAME=value}; a value may hold anything but a comma. */
    static Map<String, String> pairs(String text, Predicate<String> isName) {
        Map<String, String> pairs = new TreeMap<>();
        Arrays.stream(text.split(",", -1)).map(String::strip).forEach(pair -> {
            int equals = pair.indexOf('=');
            require(equals > 0 && isName.test(pair.substring(0, equals)), text);
            require(pairs.put(pair.substring(0, equals), pair.substring(equals + 1)) == null, text);
        });
        return pairs;
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
