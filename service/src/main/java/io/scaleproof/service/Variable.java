package io.scaleproof.service;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment variables that set {@link Settings}, with what each may hold. They are looked at before anything else is
 * started, so that every wrong one is named at once, and a misspelt one is not its default in silence.
 */
enum Variable {
    HTTP_PORT(8_080, 1, 65_535),
    BURNERS(Runtime.getRuntime().availableProcessors(), 1, 64),
    QUEUE_MILLIS(1_000, 1, 600_000),
    MEMORY_MEBIBYTES(96, 1, 1_000_000),
    DRAIN_SECONDS(5, 0, 600),
    FINISH_SECONDS(15, 1, 600),
    CONNECTIONS(5_000, 1, 1_000_000),
    CONNECTION_SECONDS(3, 1, 600),
    CONNECTION_REQUESTS(10_000, 1, 1_000_000_000),
    ARRIVAL_SECONDS(10, 1, 600),
    ACCESS_LOG("off", "on", "off"),
    LOG("text", "text", "json"),
    LOG_LEVEL("info", "trace", "debug", "info", "warn", "error");

    private static final String PREFIX = "SCALEPROOF_";
    /** Kubernetes sets these in every pod beside a Service whose name begins with scaleproof. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile("SCALEPROOF_(\\w+_)?((SERVICE_(HOST|PORT)|PORT_\\d+_)\\w*=.*|PORT=(tcp|udp|sctp)://.*)");
    /** What this project's own tools are told, which a shell that starts the service may have, too. */
    private static final Set<String> OF_THE_TOOLS = Set.of(
            "SCALEPROOF_BIN", "SCALEPROOF_CACHE", "SCALEPROOF_CLUSTER", "SCALEPROOF_IMAGE_LOAD", "SCALEPROOF_STATE");

    final String byDefault;
    private final int least;
    private final int most;

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
    private final List<String> choices;

    Variable(int byDefault, int least, int most) {
        this.byDefault = Integer.toString(byDefault);
        this.least = least;
        this.most = most;
        choices = List.of();
    }

    Variable(String byDefault, String... choices) {
        this.byDefault = byDefault;
        least = 0;
        most = 0;
        this.choices = List.of(choices);
    }

    /** As a shell sets it. */
    String variable() {
        return PREFIX + name();
    }

    /** What is wrong in {@code environment}, each with what is allowed; empty when nothing is. */
    static List<String> problems(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (!name.startsWith(PREFIX)) {
                return;
            }
            Optional<Variable> known = Arrays.stream(values())
                    .filter(variable -> variable.variable().equals(name))
                    .findAny();
            if (known.isPresent()) {
                known.get().problem(value).ifPresent(problems::add);
            } else if (!OF_THE_TOOLS.contains(name)
                    && !OF_KUBERNETES.matcher(name + "=" + value).matches()) {
                problems.add("%s is not a setting: there is %s"
                        .formatted(
                                name,
                                String.join(
                                        ", ",
                                        Arrays.stream(values())
                                                .map(Variable::variable)
                                                .toList())));
            }
        });
        return problems;
    }

    /** What is wrong with {@code value}, and what is allowed. */
    Optional<String> problem(String value) {
        boolean allowed = choices.isEmpty() ? isWithinBounds(value) : choices.contains(value);
        return allowed ? Optional.empty() : Optional.of(refusal(value));
    }

    private boolean isWithinBounds(String value) {
        try {
            int number = Integer.parseInt(value.strip());
            return least <= number && number <= most;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private String refusal(String value) {
        return choices.isEmpty()
                ? "%s=%s is not allowed: give a whole number from %d to %d, or leave it out for %s"
                        .formatted(variable(), value, least, most, byDefault)
                : "%s=%s is not allowed: give %s".formatted(variable(), value, String.join(" or ", choices));
    }
}
