package io.scaleproof.loadtest.need;

import io.scaleproof.loadtest.record.Calibration;
import io.scaleproof.loadtest.record.GivenPod;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.record.SizedBy;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evidence with a planted truth: pods that request 100m, are full at 50m and use 2m at rest, and requests that cost 25 ms of
 * CPU. Times are in seconds.
 */
final class Planted {
    private static final double IDLE = 2;
    private static final double COST = 25;

    private final List<StageRun> stages = new ArrayList<>();
    private final Map<Long, Long> inFlight = new HashMap<>();
    private final Map<Long, Long> failed = new HashMap<>();
    private final List<PodUsage> counters = new ArrayList<>();
    private final List<PodUsage> usages = new ArrayList<>();
    private final Map<Long, LatencySummary> latencies = new HashMap<>();
    private final List<HpaSample> statuses = new ArrayList<>();
    private final List<PodLife> pods = new ArrayList<>();
    private Optional<Calibration> calibration = calibration(Calibration.Source.DECLARED, COST);
    private String metric = "cpu";

    static Planted planted() {
        return new Planted();
    }

    /** Goes on from the end of the one before at so many requests a second, which ask for {@code millis} of CPU. */
    Planted stage(String name, double perSecond, long length, int millis) {
        return ramp(name, perSecond, perSecond, length, millis);
    }

    Planted stage(String name, double perSecond, long length) {
        return stage(name, perSecond, length, 25);
    }

    Planted ramp(String name, double from, double to, long length, int millis) {
        Duration start = stages.isEmpty() ? Duration.ZERO : stages.getLast().end();
        stages.add(new StageRun(name, Phase.SURGE, start, start.plusSeconds(length), from, to, 0, millis, List.of()));
        return this;
    }

    /** Of a plan of rates, which says itself how many pods' worth that is. */
    Planted declared(String name, double perSecond, long length, double pods) {
        Duration start = stages.isEmpty() ? Duration.ZERO : stages.getLast().end();
        stages.add(new StageRun(
                name, Phase.SURGE, start, start.plusSeconds(length), perSecond, perSecond, pods, 25, List.of()));
        return this;
    }

    /** That was ready long before the run. */
    Planted pod(String name) {
        return pod(name, -1_000);
    }

    Planted pod(String name, long ready) {
        return pod(name, ready, Optional.empty());
    }

    Planted pod(String name, long ready, Optional<Long> deleted) {
        GivenPod pod = GivenPod.pod(name, ready - 5)
                .scheduled(ready - 4)
                .started(ready - 2)
                .ready(ready);
        deleted.ifPresent(at -> pod.deleted(at).terminated(at + 6));
        pods.add(pod.life());
        return this;
    }

    /** A round of the metrics API: what each of these pods used, in thousandths of a core. */
    Planted metrics(double from, double to, double millicores, String... measured) {
        for (String pod : measured) {
            usages.add(usage(to, to, to - from, pod, millicores));
        }
        return this;
    }

    /** The same that was seen at one time and measured at another. */
    Planted metricsSeen(double at, double from, double to, double millicores, String pod) {
        usages.add(usage(at, to, to - from, pod, millicores));
        return this;
    }

    /** The same by the pods' own counters. */
    Planted counters(double from, double to, double millicores, String... measured) {
        for (String pod : measured) {
            counters.add(usage(to, to, to - from, pod, millicores));
        }
        return this;
    }

    private static PodUsage usage(double at, double to, double window, String pod, double millicores) {
        return new PodUsage(seconds(at), seconds(to), seconds(window), pod, millicores, 0);
    }

    /** A status of the HPA. */
    Planted status(double at, int replicas, int percent) {
        statuses.add(new HpaSample(
                seconds(at),
                replicas,
                replicas,
                List.of(new HpaSample.Current("cpu", Optional.of(percent), percent / 1_000.0)),
                List.of(),
                Optional.empty()));
        return this;
    }

    /** Requests that wait for their answers at a second's end. */
    Planted waiting(long second, long requests) {
        inFlight.put(second, requests);
        return this;
    }

    /** Every answer of these seconds, the last one not among them, takes so long. */
    Planted taking(long from, long to, double millis) {
        for (long second = from; second < to; second++) {
            latencies.put(second, new LatencySummary(10, millis, millis, millis, millis, millis));
        }
        return this;
    }

    /** The HPA says so of its metric, a pod. */
    Planted figure(double at, int replicas, double averageValue) {
        statuses.add(new HpaSample(
                seconds(at),
                replicas,
                replicas,
                List.of(new HpaSample.Current("requests", Optional.empty(), averageValue)),
                List.of(),
                Optional.empty()));
        return this;
    }

    Planted failed(long second, long requests) {
        failed.put(second, requests);
        return this;
    }

    Planted calibrated(Calibration.Source source, double cost) {
        calibration = calibration(source, cost);
        return this;
    }

    /** As if so much had been measured of a pod at rest before the run. */
    Planted believedToRestAt(double millicores) {
        calibration = Optional.of(
                new Calibration(COST, millicores, 50, 1, 1, 25, 40, 0, Calibration.Source.COUNTER, "planted"));
        return this;
    }

    /** What a request adds to a metric, and what fills a pod with that, in thousandths. */
    Planted sizedBy(SizedBy by, double cost, double full) {
        calibration = Optional.of(new Calibration(
                cost, 0, full, 1, 1, 25, 0, 0, Calibration.Source.DECLARED, "planted", by, Optional.of("requests")));
        return this;
    }

    Planted uncalibrated() {
        calibration = Optional.empty();
        return this;
    }

    Planted scalesOn(String other) {
        metric = other;
        return this;
    }

    private static Optional<Calibration> calibration(Calibration.Source source, double cost) {
        return Optional.of(new Calibration(cost, IDLE, 50, 1, 1, 25, 40, 0, source, "planted"));
    }

    private List<SecondSample> seconds() {
        List<SecondSample> seconds = new ArrayList<>();
        double due = 0;
        long sent = 0;
        for (StageRun stage : stages) {
            for (long second = stage.start().toSeconds(); second < stage.end().toSeconds(); second++) {
                due += stage.rateAt(Duration.ofSeconds(second));
                long now = Math.round(due) - sent;
                sent += now;
                long bad = failed.getOrDefault(second, 0L);
                seconds.add(new SecondSample(
                        Duration.ofSeconds(second),
                        stage.name(),
                        now,
                        now - bad,
                        bad,
                        inFlight.getOrDefault(second, 0L),
                        latencies.getOrDefault(second, LatencySummary.NONE),
                        0));
            }
        }
        return seconds;
    }

    Evidence evidence() {
        return new Evidence(
                stages.isEmpty() ? Duration.ZERO : stages.getLast().end(),
                Optional.of(new HpaSettings(
                        "hpa",
                        1,
                        10,
                        List.of(new Metric("Resource", metric, "Utilization", 50)),
                        new Rules(Duration.ZERO, "Max", List.of(), 0.1),
                        new Rules(Duration.ZERO, "Max", List.of(), 0.1))),
                stages,
                seconds(),
                counters,
                usages,
                statuses,
                pods,
                calibration,
                false);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1e3));
    }
}
