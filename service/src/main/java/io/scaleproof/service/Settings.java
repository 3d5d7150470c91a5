package io.scaleproof.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the environment may set, read once at the start.
 *
 * <p>No variable may start with {@code SCALEPROOF_PORT} or {@code SCALEPROOF_SERVICE}: Kubernetes sets those in every pod
 * beside a Service named scaleproof.
 *
 * @param port where the service listens
 * @param podName what answers call themselves
 * @param burners threads that burn CPU
 * @param queue how long it may take to burn what is accepted, about; what comes beyond is refused
 * @param memoryMebibytes most memory that {@code /load/memory} holds at a time
 * @param drain how long the service still answers after SIGTERM, while endpoints are withdrawn
 * @param finish how long requests in flight may take after that
 * @param connections most connections that are open at a time; what comes beyond is closed
 * @param connectionAge how long a connection is kept before its client is told to make a new one
 * @param connectionRequests how many requests a connection may carry before that
 * @param arrival how long a request may take to arrive
 * @param accessLog whether every request is logged
 */
public record Settings(
        int port,
        String podName,
        int burners,
        Duration queue,
        int memoryMebibytes,
        Duration drain,
        Duration finish,
        int connections,
        Duration connectionAge,
        int connectionRequests,
        Duration arrival,
        boolean accessLog) {

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
                read.millis("SCALEPROOF_QUEUE_MILLIS", 1_000, 1),
                read.integer("SCALEPROOF_MEMORY_MEBIBYTES", 96, 1, 1_000_000),
                read.seconds("SCALEPROOF_DRAIN_SECONDS", 5, 0),
                read.seconds("SCALEPROOF_FINISH_SECONDS", 15, 1),
                read.integer("SCALEPROOF_CONNECTIONS", 5_000, 1, 1_000_000),
                read.seconds("SCALEPROOF_CONNECTION_SECONDS", 3, 1),
                read.integer("SCALEPROOF_CONNECTION_REQUESTS", 10_000, 1, 1_000_000_000),
                read.seconds("SCALEPROOF_ARRIVAL_SECONDS", 10, 1),
                read.onOrOff("SCALEPROOF_ACCESS_LOG"));
        if (!read.problems().isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", read.problems()));
        }
        return settings;
    }

    private record Reader(Map<String, String> environment, List<String> problems) {
        Duration seconds(String name, int byDefault, int least) {
            return Duration.ofSeconds(integer(name, byDefault, least, 600));
        }

        Duration millis(String name, int byDefault, int least) {
            return Duration.ofMillis(integer(name, byDefault, least, 600_000));
        }

        boolean onOrOff(String name) {
            return switch (environment.getOrDefault(name, "off")) {
                case "on" -> true;
                case "off" -> false;
                default -> {
                    problems.add("%s=%s is not allowed: give on or off".formatted(name, environment.get(name)));
                    yield false;
                }
            };
        }

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
