package io.scaleproof.infra.config;

/** Reads values as they are typed. Every method throws {@link IllegalArgumentException} for what is not allowed. */
final class Parse {
    private Parse() {}

    static int integer(String text, int least, int most) {
        int value = Integer.parseInt(text.strip());
        if (value < least || most < value) {
            throw new IllegalArgumentException(text);
        }
        return value;
    }

    static String matching(String text, String pattern, int longest) {
        if (text.length() > longest || !text.matches(pattern)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
