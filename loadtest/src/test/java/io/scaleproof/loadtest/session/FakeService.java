package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.record.PodUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** A pod whose requests cost a known CPU time, on a clock that moves only when somebody waits. */
final class FakeService implements Sender {
    private static final Duration RESOLUTION = Duration.ofSeconds(15);

    private final double[] costMillis;
    private final double idleMillicores;
    private final Duration latency;
    private final List<PodUsage> usages = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private double cpuMillis;
    private double measuredMillis;
    private Duration nextMeasured = Duration.ofSeconds(4);
    private final NavigableMap<Duration, Double> bursts = new TreeMap<>();
    private double readingMillis;
    private int sent;

    /** @param costMillis of the first request, the second and so on, and then of the first again */
    FakeService(double[] costMillis, double idleMillicores, Duration latency) {
        this.costMillis = costMillis;
        this.idleMillicores = idleMillicores;
        this.latency = latency;
        // It has been measured at rest once.
        usages.add(usage(Duration.ofSeconds(-11), idleMillicores));
    }

    FakeService(double costMillis, double idleMillicores, Duration latency) {
        this(new double[] {costMillis}, idleMillicores, latency);
    }

    /** Burns so many milliseconds beside its requests at that time. */
    void burnsOnce(Duration at, double millis) {
        bursts.put(at, millis);
    }

    /** Reading its counter burns so many milliseconds. */
    void readingCosts(double millis) {
        readingMillis = millis;
    }

    @Override
    public Duration send() {
        sent++;
        cpuMillis += costMillis[(sent - 1) % costMillis.length];
        pass(latency);
        return latency;
    }

    @Override
    public void pause(Duration length) {
        pass(length);
    }

    /** In steps so small that a round of metrics falls where it belongs. */
    private void pass(Duration length) {
        Duration end = now.plus(length);
        while (now.compareTo(end) < 0) {
            Duration step = Duration.ofMillis(10);
            now = now.plus(step);
            cpuMillis += idleMillicores * step.toMillis() / 1e3;
            while (!bursts.isEmpty() && bursts.firstKey().compareTo(now) <= 0) {
                cpuMillis += bursts.pollFirstEntry().getValue();
            }
            if (now.compareTo(nextMeasured) >= 0) {
                usages.add(usage(nextMeasured, (cpuMillis - measuredMillis) / RESOLUTION.toSeconds()));
                measuredMillis = cpuMillis;
                nextMeasured = nextMeasured.plus(RESOLUTION);
            }
        }
    }

    private static PodUsage usage(Duration at, double millicores) {
        return new PodUsage(at, at, RESOLUTION, "pod", millicores, 0);
    }

    Duration now() {
        return now;
    }

    int sent() {
        return sent;
    }

    List<PodUsage> usages() {
        return usages;
    }

    OptionalDouble cpuMillis() {
        cpuMillis += readingMillis;
        return OptionalDouble.of(cpuMillis);
    }
}
