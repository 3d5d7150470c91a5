package io.scaleproof.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each pod with a label was seen scheduled and seen ready, by the clock of whoever watches: Kubernetes itself notes
 * whole seconds.
 */
final class PodStarts implements AutoCloseable {
    private final KubectlWatch watch;
    private final Map<String, Long> scheduled = new ConcurrentHashMap<>();
    private final Map<String, Duration> took = new ConcurrentHashMap<>();

    PodStarts(String namespace, String label) throws IOException {
        watch = new KubectlWatch(
                namespace,
                List.of("pods", "--selector", label),
                "{.metadata.name} {.status.conditions[?(@.type==\"PodScheduled\")].status}"
                        + " {.status.conditions[?(@.type==\"Ready\")].status}",
                this::saw);
    }

    /** From scheduled to ready, of each pod that was seen to become both. */
    Map<String, Duration> took() {
        return Map.copyOf(took);
    }

    private void saw(String[] pod) {
        if (pod.length > 1 && pod[1].equals("True")) {
            scheduled.putIfAbsent(pod[0], System.nanoTime());
        }
        if (pod.length > 2 && pod[2].equals("True")) {
            took.putIfAbsent(pod[0], Duration.ofNanos(System.nanoTime() - scheduled.get(pod[0])));
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
