package io.scaleproof.infra.config;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Environment variables as they are typed: {@code NAME=value,NAME=value}; a value may hold anything but a comma. */
final class Environment {
    static final String SYNTAX_BY_EXAMPLE = "SCALEPROOF_LOG=json,SCALEPROOF_ACCESS_LOG=on";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** What would no longer fit the rest of the Deployment. */
    private static final Set<String> OF_THE_STACK =
            Set.of("POD_NAME", "SCALEPROOF_DRAIN_SECONDS", "SCALEPROOF_HTTP_PORT");

    private Environment() {}

    /** @throws IllegalArgumentException for what is not of that form, is named twice, or is set by the stack itself */
    static Map<String, String> parse(String text) {
        return Parse.pairs(text, name -> NAME.matcher(name).matches() && !OF_THE_STACK.contains(name));
    }
}
