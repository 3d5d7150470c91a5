package io.scaleproof.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the environment may set, read once at the start.
 *
 * <p>No variable may start with {@code SCALEPROOF_PORT} or {@code SCALEPROOF_SERVICE}: Kubernetes itself sets those in
 * every pod beside a Service named scaleproof.
 *
 * @param port where the service listens
 * @param podName what answers call themselves
 * @param burners threads that burn CPU
 * @param queue burns that may wait for a burner; what comes beyond is refused
 * @param drain how long the service still answers after SIGTERM, while endpoints are withdrawn
 * @param finish how long requests in flight may take after that
 */
public record Settings(int port, String podName, int burners, int queue, Duration drain, Duration finish) {

    /**
     * Reads {@code environment}.
     *
     * @throws IllegalArgumentException naming every wrong variable, its value and what is allowed
     */
    public static Settings from(Map<String, String> environment) {
        var read = new Reader(environment, new ArrayList<>());
        var settings = new Settings(
                read.integer("SCALEPROOF_HTTP_PORT", 8080, 1, 65_535),
                environment.getOrDefault("POD_NAME", environment.getOrDefault("HOSTNAME", "unnamed")),
                read.integer("SCALEPROOF_BURNERS", Runtime.getRuntime().availableProcessors(), 1, 64),
                read.integer("SCALEPROOF_QUEUE", 64, 0, 10_000),
                Duration.ofSeconds(read.integer("SCALEPROOF_DRAIN_SECONDS", 5, 0, 600)),
                Duration.ofSeconds(read.integer("SCALEPROOF_FINISH_SECONDS", 15, 1, 600)));
        if (!read.problems().isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", read.problems()));
        }
        return settings;
    }

    private record Reader(Map<String, String> environment, List<String> problems) {
        int integer(String name, int byDefault, int least, int most) {
            String given = environment.get(name);
            if (given == null) {
                return byDefault;
            }
            try {
                int value = Integer.parseInt(given.strip());
                if (least <= value && value <= most) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Said below, as for a number out of bounds.
            }
            problems.add("%s=%s is not allowed: give a whole number from %d to %d, or leave it out for %d"
                    .formatted(name, given, least, most, byDefault));
            return byDefault;
        }
    }
}
