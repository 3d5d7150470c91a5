package io.scaleproof.infra.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How much one direction of scaling may change within a period.
 *
 * @param unit of {@code value}
 * @param value pods, or percent of the pods at the start of the period
 * @param periodSeconds the period, at most half an hour
 */
public record ScalingPolicy(Unit unit, int value, int periodSeconds) {
    static final String SYNTAX_BY_EXAMPLE = "a list such as 4pods/15s,100%/15s (periods up to 1800s)";

    private static final Pattern SYNTAX = Pattern.compile("([1-9]\\d{0,5})(pods|%)/([1-9]\\d{0,3})s");

    /** Printed as Kubernetes names them. */
    public enum Unit {
        PODS("Pods", "pods"),
        PERCENT("Percent", "%");

        private final String kubernetes;
        private final String typed;

        Unit(String kubernetes, String typed) {
            this.kubernetes = kubernetes;
            this.typed = typed;
        }

        @Override
        public String toString() {
            return kubernetes;
        }
    }

    static List<ScalingPolicy> parseList(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(ScalingPolicy::parse)
                .toList();
    }

    private static ScalingPolicy parse(String text) {
        var match = SYNTAX.matcher(text);
        Parse.require(match.matches(), text);
        int period = Parse.integer(match.group(3), 1, 1800);
        return new ScalingPolicy(
                match.group(2).equals("%") ? Unit.PERCENT : Unit.PODS, Integer.parseInt(match.group(1)), period);
    }

    static ScalingPolicy pods(int value, int periodSeconds) {
        return new ScalingPolicy(Unit.PODS, value, periodSeconds);
    }

    static ScalingPolicy percent(int value, int periodSeconds) {
        return new ScalingPolicy(Unit.PERCENT, value, periodSeconds);
    }

    /** As typed. */
    @Override
    public String toString() {
        return "%d%s/%ds".formatted(value, unit.typed, periodSeconds);
    }
}
