package io.scaleproof.infra.config;

import java.util.regex.Pattern;

/** An amount of CPU in thousandths of a core. Written as Kubernetes does: {@code 100m}, {@code 0.5}, {@code 2}. */
public record Cpu(long millis) {
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,7})m|(\\d{1,4})(?:\\.(\\d{1,3}))?");

    static Cpu parse(String text) {
        var match = SYNTAX.matcher(text);
        Parse.require(match.matches(), text);
        long millis = match.group(1) != null ? Long.parseLong(match.group(1)) : cores(match.group(2), match.group(3));
        Parse.require(millis > 0, text);
        return new Cpu(millis);
    }

    private static long cores(String whole, String fraction) {
        String thousandths = ((fraction == null ? "" : fraction) + "000").substring(0, 3);
        return Long.parseLong(whole) * 1_000 + Long.parseLong(thousandths);
    }

    /** This amount so many times over, in percent. */
    public Cpu percent(long percent) {
        return new Cpu(millis * percent / 100);
    }

    public Cpu times(long count) {
        return new Cpu(millis * count);
    }

    @Override
    public String toString() {
        return millis + "m";
    }
}
