package io.scaleproof.loadtest.trace;

/** What stands in a file, as it is quoted in a message: short, and on one line. */
final class Quoted {
    private static final int AT_MOST = 60;

    private Quoted() {}

    static String of(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ").strip();
        return line.length() <= AT_MOST ? line : line.substring(0, AT_MOST) + "…";
    }
}
