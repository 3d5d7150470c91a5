package io.scaleproof.e2e;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an HPA has wanted since it is watched, with the usage that it saw; every change of its status is one. */
final class DesiredReplicas implements AutoCloseable {
    private final KubectlWatch watch;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    /** @param usage of the CPU request in percent, as the HPA says; -1 where it has none yet */
    record Seen(int desired, int usage) {}

    DesiredReplicas(String namespace, String hpa) throws IOException {
        watch = new KubectlWatch(
                namespace,
                List.of("hpa", hpa),
                "{.status.desiredReplicas} {.status.currentMetrics[0].resource.current.averageUtilization}",
                status -> seen.add(new Seen(number(status[0], 0), number(status[1], -1))));
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
        return watch.goesOn();
    }

    private static int number(String text, int without) {
        return text.isEmpty() ? without : Integer.parseInt(text);
    }

    @Override
    public void close() {
        watch.close();
    }
}
