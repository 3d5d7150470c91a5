package io.scaleproof.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each pod with a label was seen scheduled and seen ready, by the clock of whoever watches: Kubernetes itself notes
 * whole seconds.
 */
final class PodStarts implements AutoCloseable {
    private final Process watch;
    private final Map<String, Long> scheduled = new ConcurrentHashMap<>();
    private final Map<String, Duration> took = new ConcurrentHashMap<>();

    PodStarts(String namespace, String label) throws IOException {
        watch = new ProcessBuilder(
                        "kubectl",
                        "--namespace",
                        namespace,
                        "get",
                        "pods",
                        "--selector",
                        label,
                        "--watch",
                        "--output",
                        "jsonpath={.metadata.name} {.status.conditions[?(@.type==\"PodScheduled\")].status}"
                                + " {.status.conditions[?(@.type==\"Ready\")].status}{\"\\n\"}")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread.ofPlatform().daemon().start(this::read);
    }

    /** From scheduled to ready, of each pod that was seen to become both. */
    Map<String, Duration> took() {
        return Map.copyOf(took);
    }

    private void read() {
        try (BufferedReader lines = watch.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] pod = line.split(" ", -1);
                if (pod.length > 1 && pod[1].equals("True")) {
                    scheduled.putIfAbsent(pod[0], System.nanoTime());
                }
                if (pod.length > 2 && pod[2].equals("True")) {
                    took.putIfAbsent(pod[0], Duration.ofNanos(System.nanoTime() - scheduled.get(pod[0])));
                }
            }
        } catch (IOException e) {
            // The watch was ended by close().
        }
    }

    @Override
    public void close() {
        watch.destroy();
    }
}
