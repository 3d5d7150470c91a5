package io.scaleproof.loadtest.watch;

import io.scaleproof.loadtest.record.PodUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Reads the CPU counters of all running pods every few seconds, more seldom where they are many, and keeps what each used since the time before. Being read
 * costs a pod some milliseconds each time, up to 20 where it seldom does it.
 */
public final class CounterPoll implements AutoCloseable {
    private static final long SECONDS = 5;
    /** As often as metrics-server measures. */
    private static final int RARELY = 3;
    /** Pods asked at each turn, on the average: 20 a second are no burden to an API server, which passes the question on. */
    private static final int PODS = 100;

    private final CpuCounter counter;
    private final ClusterWatch watch;
    private final InstantSource clock;
    private final List<Used> all = new ArrayList<>();
    private final Map<String, Read> last = new HashMap<>();
    private final ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("counters").daemon().factory());

    private volatile boolean rarely;
    private int skipped;
    private boolean keepsNone;

    /** A reading. */
    private record Read(Instant at, double millis) {}

    /** What a pod used between two readings. */
    private record Used(Instant seen, Instant from, Instant to, String pod, double millicores) {}

    public CounterPoll(CpuCounter counter, ClusterWatch watch, InstantSource clock) {
        this.counter = counter;
        this.watch = watch;
        this.clock = clock;
        var _ = poller.scheduleAtFixedRate(this::poll, 0, SECONDS, TimeUnit.SECONDS);
    }

    private void poll() {
        if (keepsNone || isSkipped()) {
            return;
        }
        // One round belongs together, however long it takes to ask all pods.
        Instant seen = clock.instant();
        for (String pod : watch.runningPods()) {
            OptionalDouble millis = counter.of(pod);
            if (millis.isPresent()) {
                keep(seen, pod, new Read(clock.instant(), millis.getAsDouble()));
            }
        }
        // A service that keeps no counter is not asked for one again and again.
        keepsNone = nothingRead();
    }

    private boolean isSkipped() {
        skipped = (skipped + 1) % turns(rarely, watch.runningPods().size());
        return skipped != 0;
    }

    /** One turn in how many is taken. */
    static int turns(boolean rarely, int pods) {
        return Math.max(rarely ? RARELY : 1, Math.ceilDiv(pods, PODS));
    }

    /** Whether from now on to read every 15 s only, for pods that are to rest. */
    public void rarely(boolean whether) {
        rarely = whether;
    }

    private synchronized boolean nothingRead() {
        return last.isEmpty();
    }

    private synchronized void keep(Instant seen, String pod, Read now) {
        Read before = last.put(pod, now);
        // A container that was restarted begins anew.
        if (before != null && now.millis() >= before.millis()) {
            double seconds = Duration.between(before.at(), now.at()).toNanos() / 1e9;
            all.add(new Used(seen, before.at(), now.at(), pod, (now.millis() - before.millis()) / seconds));
        }
    }

    /** What all pods together used between the last two readings of each, in thousandths of a core. */
    public synchronized double millicoresAtLast() {
        Map<String, Double> latest = new HashMap<>();
        all.forEach(used -> latest.put(used.pod(), used.millicores()));
        latest.keySet().retainAll(watch.runningPods());
        return latest.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** All that was read so far. */
    public synchronized List<PodUsage> usages(ClusterClock axis) {
        return all.stream()
                .map(used -> new PodUsage(
                        axis.local(used.seen()),
                        axis.local(used.to()),
                        Duration.between(used.from(), used.to()),
                        used.pod(),
                        used.millicores(),
                        0))
                .toList();
    }

    @Override
    public void close() {
        poller.shutdownNow();
    }
}
