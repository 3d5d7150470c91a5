package io.scaleproof.loadtest.watch;

import static java.net.HttpURLConnection.HTTP_FORBIDDEN;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.FoundTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how much CPU time the target's pods have used since they started, from the counter that each keeps of its own
 * process. It is asked through the API server's proxy, because the Service would answer for one pod of its choice.
 */
public final class CpuCounter {
    private static final Pattern COUNTER = Pattern.compile(
            "^process_cpu_(?:time_(ns)|(seconds))_total(?:\\{[^}]*})?\\s+([0-9.eE+-]+)", Pattern.MULTILINE);

    /** Where services usually keep it. */
    private static final List<String> PATHS = List.of("prometheus", "metrics");

    private final Cluster cluster;
    private final ClusterWatch watch;
    private volatile String path = PATHS.getFirst();

    public CpuCounter(Cluster cluster, ClusterWatch watch) {
        this.cluster = cluster;
        this.watch = watch;
    }

    /** CPU milliseconds used by these pods together; empty when one of them keeps no such counter. */
    public OptionalDouble millis(List<String> pods) {
        Optional<Map<String, Double>> all = byPod(pods);
        return all.isEmpty() || all.get().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(all.get().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum());
    }

    /** The same pod by pod. */
    Optional<Map<String, Double>> byPod(List<String> pods) {
        Map<String, Double> all = new LinkedHashMap<>();
        for (String pod : pods) {
            OptionalDouble millis = of(pod);
            if (millis.isEmpty()) {
                return Optional.empty();
            }
            all.put(pod, millis.getAsDouble());
        }
        return Optional.of(all);
    }

    /** One pod's; empty where it keeps none, is gone, or may not be asked. */
    OptionalDouble of(String pod) {
        for (String candidate : candidates()) {
            Optional<String> text = read(pod, candidate);
            OptionalDouble millis = text.map(CpuCounter::parse).orElse(OptionalDouble.empty());
            if (millis.isPresent()) {
                path = candidate;
                return millis;
            }
        }
        return OptionalDouble.empty();
    }

    /** What worked last is tried first. */
    private List<String> candidates() {
        String first = path;
        return first.equals(PATHS.getFirst()) ? PATHS : PATHS.reversed();
    }

    private Optional<String> read(String pod, String candidate) {
        FoundTarget target = watch.target();
        try {
            String asked = "/api/v1/namespaces/%s/pods/%s:%d/proxy/%s"
                    .formatted(target.namespace(), pod, target.podPort(), candidate);
            return Optional.ofNullable(cluster.ask(client -> client.raw(asked)));
        } catch (KubernetesClientException e) {
            // No such pod, or nothing at that path: there is no counter then, and the metrics API has to do.
            if (e.getCode() == HTTP_FORBIDDEN) {
                cluster.leftOut()
                        .add(
                                "pods/proxy",
                                "used",
                                e,
                                "the pods' own CPU counters are missing, and the metrics API has to do");
            }
            return Optional.empty();
        }
    }

    /** The counter in Prometheus' text format, in milliseconds. */
    static OptionalDouble parse(String text) {
        Matcher counter = COUNTER.matcher(text);
        if (!counter.find()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(counter.group(3));
        return OptionalDouble.of(counter.group(1) == null ? value * 1e3 : value / 1e6);
    }
}
