package io.scaleproof.loadtest.watch;

import static java.net.HttpURLConnection.HTTP_FORBIDDEN;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.FoundTarget;
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

    private final Cluster cluster;
    private final ClusterWatch watch;

    public CpuCounter(Cluster cluster, ClusterWatch watch) {
        this.cluster = cluster;
        this.watch = watch;
    }

    /** CPU milliseconds used by all running pods together; empty when one of them keeps no such counter. */
    public OptionalDouble millis() {
        double sum = 0;
        FoundTarget target = watch.target();
        try {
            for (String pod : watch.runningPods()) {
                String path = "/api/v1/namespaces/%s/pods/%s:%d/proxy/prometheus"
                        .formatted(target.namespace(), pod, target.podPort());
                String text = cluster.ask(client -> client.raw(path));
                OptionalDouble millis = text == null ? OptionalDouble.empty() : parse(text);
                if (millis.isEmpty()) {
                    return OptionalDouble.empty();
                }
                sum += millis.getAsDouble();
            }
        } catch (KubernetesClientException e) {
            // No proxy, or nothing at that path: the caller falls back on the declared cost and says so.
            if (e.getCode() == HTTP_FORBIDDEN) {
                cluster.leftOut()
                        .add(
                                "pods/proxy",
                                "used",
                                e,
                                "the pods' own CPU counters are missing, which tell what a request costs");
            }
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sum);
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
