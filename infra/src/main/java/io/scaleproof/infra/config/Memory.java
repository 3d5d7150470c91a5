package io.scaleproof.infra.config;

import java.util.regex.Pattern;

/** An amount of memory in mebibytes. Written as Kubernetes does: {@code 128Mi}, {@code 1Gi}. */
public record Memory(long mebibytes) {
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,7})(Mi|Gi)");

    static Memory parse(String text) {
        var match = SYNTAX.matcher(text);
        Parse.require(match.matches(), text);
        long mebibytes = Long.parseLong(match.group(1)) * (match.group(2).equals("Gi") ? 1024 : 1);
        Parse.require(mebibytes > 0, text);
        return new Memory(mebibytes);
    }

    public Memory percent(long percent) {
        return new Memory(mebibytes * percent / 100);
    }

    public Memory times(long count) {
        return new Memory(mebibytes * count);
    }

    @Override
    public String toString() {
        return mebibytes + "Mi";
    }
}
