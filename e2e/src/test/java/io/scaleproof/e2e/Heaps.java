package io.scaleproof.e2e;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a load test's and a service's heap hold after collections, cycle by cycle, in MiB. */
final class Heaps {
    private static final double MEBIBYTE = 1 << 20;

    private final List<Double> prober = new ArrayList<>();
    private final List<Double> service = new ArrayList<>();
    private final List<String> pods = new ArrayList<>();

    /** Counts what is alive, which begins with a collection of all. */
    void prober(long pid) {
        String total = new Command(Path.of("/"))
                .run(
                        Duration.ofMinutes(1),
                        "'%s/bin/jcmd' %d GC.class_histogram | tail -n 1"
                                .formatted(System.getProperty("java.home"), pid))
                .ok()
                .output();
        prober.add(Double.parseDouble(total.strip().split("\\s+", -1)[2]) / MEBIBYTE);
    }

    /**
     * Of the oldest pod: what lies in the old generation. A container without a shell or a folder to write to cannot be told to
     * collect it, so that it is as much as is alive, and what has died there since the last collection.
     */
    void service(Stack stack) {
        String pod = stack.kubectl(
                "get pods --sort-by=.metadata.creationTimestamp --output jsonpath={.items[0].metadata.name}");
        String metrics = stack.kubectl(
                "get --raw /api/v1/namespaces/%s/pods/%s:8080/proxy/prometheus".formatted(stack.namespace(), pod));
        double bytes = metrics.lines()
                .filter(line -> line.startsWith("jvm_memory_pool_used_bytes{pool=\"Tenured Gen\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
        service.add(bytes / MEBIBYTE);
        pods.add(pod);
    }

    /** From the second to the last of each, where there are as many; a first one has classes to load. */
    List<Double> growthMebibytes() {
        List<Double> growth = new ArrayList<>();
        for (List<Double> heap : List.of(prober, service)) {
            if (heap.size() > 2) {
                growth.add(heap.getLast() - heap.get(1));
            }
        }
        return growth;
    }

    @Override
    public String toString() {
        return "prober [%s] MiB alive, service [%s] MiB of the old generation in %s"
                .formatted(text(prober), text(service), pods.stream().distinct().toList());
    }

    private static String text(List<Double> heap) {
        return heap.stream()
                .map(mebibytes -> String.format(Locale.ROOT, "%.1f", mebibytes))
                .collect(joining(", "));
    }
}
