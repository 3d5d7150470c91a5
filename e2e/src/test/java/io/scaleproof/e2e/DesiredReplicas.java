package io.scaleproof.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an HPA has wanted since it is watched, with the usage that it saw; every change of its status is one. */
final class DesiredReplicas implements AutoCloseable {
    private final Process watch;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    /** @param usage of the CPU request in percent, as the HPA says; -1 where it has none yet */
    record Seen(int desired, int usage) {}

    DesiredReplicas(String namespace, String hpa) throws IOException {
        watch = new ProcessBuilder(
                        "kubectl",
                        "--namespace",
                        namespace,
                        "get",
                        "hpa",
                        hpa,
                        "--watch",
                        "--output",
                        "jsonpath={.status.desiredReplicas}"
                                + " {.status.currentMetrics[0].resource.current.averageUtilization}{\"\\n\"}")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread.ofPlatform().daemon().start(this::read);
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** The most that was wanted; 0 before anything was. */
    int most() {
        return seen.stream().mapToInt(Seen::desired).max().orElse(0);
    }

    /** Whether the watch still goes on: after that, nothing new is seen. */
    boolean goesOn() {
        return watch.isAlive();
    }

    private void read() {
        try (BufferedReader lines = watch.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] status = line.split(" ", -1);
                seen.add(new Seen(number(status[0], 0), number(status[1], -1)));
            }
        } catch (IOException e) {
            // The watch was ended by close().
        }
    }

    private static int number(String text, int without) {
        return text.isEmpty() ? without : Integer.parseInt(text);
    }

    @Override
    public void close() {
        watch.destroy();
    }
}
