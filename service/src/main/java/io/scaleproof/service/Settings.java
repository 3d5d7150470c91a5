package io.scaleproof.service;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What may be set, as {@code scaleproof.*} in Micronaut's configuration or by the environment: {@code queue-millis} by {@code
 * SCALEPROOF_QUEUE_MILLIS}.
 *
 * <p>No name may begin with {@code port} or {@code service}: Kubernetes sets SCALEPROOF_PORT and SCALEPROOF_SERVICE_HOST in
 * every pod beside a Service named scaleproof.
 *
 * @param podName what answers call themselves; POD_NAME or HOSTNAME of the environment unless told otherwise
 * @param burners threads that burn CPU; as many as there are processors unless told otherwise
 * @param queueMillis how long it may take to burn what is accepted, about; what comes beyond is refused
 * @param memoryMebibytes most memory that {@code /load/memory} holds at a time
 * @param drainSeconds how long the service still answers after SIGTERM, while endpoints are withdrawn
 * @param finishSeconds how long requests in flight may take after that
 * @param connections most connections that are open at a time; for one too many, the one that has rested longest is closed
 * @param connectionSeconds how long a connection is kept before its client is told to make a new one; short, so that a new
 *     pod gets its share within seconds, which is for the demo: behind a proxy that balances requests 300 is usual
 * @param connectionRequests how many requests a connection may carry before that
 * @param arrivalSeconds how long a request may take to arrive
 * @param accessLog whether every request is logged
 */
@ConfigurationProperties("scaleproof")
public record Settings(
        @Nullable String podName,
        @Nullable Integer burners,
        @Bindable(defaultValue = "1000") int queueMillis,
        @Bindable(defaultValue = "96") int memoryMebibytes,
        @Bindable(defaultValue = "5") int drainSeconds,
        @Bindable(defaultValue = "15") int finishSeconds,
        @Bindable(defaultValue = "5000") int connections,
        @Bindable(defaultValue = "3") int connectionSeconds,
        @Bindable(defaultValue = "10000") int connectionRequests,
        @Bindable(defaultValue = "10") int arrivalSeconds,
        @Bindable(defaultValue = "off") boolean accessLog) {

    /** @throws IllegalArgumentException naming every wrong setting, its value and what is allowed */
    public Settings {
        podName = podName == null
                ? System.getenv().getOrDefault("POD_NAME", System.getenv().getOrDefault("HOSTNAME", "unnamed"))
                : podName;
        burners = burners == null ? Runtime.getRuntime().availableProcessors() : burners;
        String problems = Map.of(
                        Variable.BURNERS, burners,
                        Variable.QUEUE_MILLIS, queueMillis,
                        Variable.MEMORY_MEBIBYTES, memoryMebibytes,
                        Variable.DRAIN_SECONDS, drainSeconds,
                        Variable.FINISH_SECONDS, finishSeconds,
                        Variable.CONNECTIONS, connections,
                        Variable.CONNECTION_SECONDS, connectionSeconds,
                        Variable.CONNECTION_REQUESTS, connectionRequests,
                        Variable.ARRIVAL_SECONDS, arrivalSeconds)
                .entrySet()
                .stream()
                .flatMap(setting -> setting.getKey().problem(setting.getValue().toString()).stream())
                .sorted()
                .collect(Collectors.joining("; "));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems);
        }
    }

    public Duration queue() {
        return Duration.ofMillis(queueMillis);
    }

    public Duration drain() {
        return Duration.ofSeconds(drainSeconds);
    }

    public Duration finish() {
        return Duration.ofSeconds(finishSeconds);
    }

    public Duration connectionAge() {
        return Duration.ofSeconds(connectionSeconds);
    }

    public Duration arrival() {
        return Duration.ofSeconds(arrivalSeconds);
    }
}
