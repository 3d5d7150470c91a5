package io.scaleproof.e2e;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Pods of a Deployment that take their predecessors' place, one by one, and how long that takes. */
final class PodReplacements implements AutoCloseable {
    private static final Duration HANGS_AFTER = Duration.ofMinutes(5);

    private final ServicePods pods;
    private final PodStarts starts;
    private final Deque<String> standing;
    private final Set<String> seen;

    PodReplacements(ServicePods pods) throws IOException {
        this.pods = pods;
        starts = new PodStarts(pods.namespace(), pods.label());
        // Those that stand were ready before they were watched, and do not count.
        int ready = Integer.parseInt(
                pods.kubectl("get deployment " + pods.name() + " --output jsonpath={.status.readyReplicas}"));
        await().atMost(HANGS_AFTER).until(() -> starts.took().size() == ready);
        standing = new ArrayDeque<>(starts.took().keySet());
        seen = new HashSet<>(standing);
    }

    /** Deletes the oldest pod at any moment of the kubelet's second, as pods are scheduled; its successor's time. */
    Duration next() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000_000));
        pods.kubectl("delete pod " + standing.remove() + " --wait=false");
        await().atMost(HANGS_AFTER)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> starts.took().size() > seen.size());
        Map.Entry<String, Duration> successor = starts.took().entrySet().stream()
                .filter(pod -> seen.add(pod.getKey()))
                .findFirst()
                .orElseThrow();
        standing.add(successor.getKey());
        return successor.getValue();
    }

    static Duration median(List<Duration> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** The median, and all of them. */
    static String summary(List<Duration> values) {
        return "median %d ms (%s)"
                .formatted(
                        median(values).toMillis(),
                        values.stream()
                                .sorted()
                                .map(time -> Long.toString(time.toMillis()))
                                .collect(joining(", ")));
    }

    @Override
    public void close() {
        starts.close();
    }
}
