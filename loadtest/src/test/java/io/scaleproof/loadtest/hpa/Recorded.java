package io.scaleproof.loadtest.hpa;

import static io.scaleproof.loadtest.hpa.Given.seconds;

import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.GivenPod;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.PodLife;
import io.scaleproof.loadtest.record.PodUsage;
import io.scaleproof.loadtest.record.PodUsage.Amount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a recorded run holds of statuses, pods and metrics, for tests that replay it. */
final class Recorded {
    private Recorded() {}

    static HpaSample at(Duration at, HpaSample status) {
        return new HpaSample(
                at,
                status.currentReplicas(),
                status.desiredReplicas(),
                status.metrics(),
                status.conditions(),
                status.lastScale());
    }

    static HpaSample queue(long at, int current, int desired, double mean) {
        return new HpaSample(
                seconds(at),
                current,
                desired,
                List.of(new HpaSample.Current("queue", Optional.empty(), mean)),
                List.of(),
                Optional.empty());
    }

    static HpaSample container(String container, long at, int current, int desired, int percent) {
        return new HpaSample(
                seconds(at),
                current,
                desired,
                List.of(new HpaSample.Current("cpu", Optional.of(container), Optional.of(percent), percent / 1e3)),
                List.of(),
                Optional.empty());
    }

    static PodUsage usage(long at, String pod, double web, double log) {
        return new PodUsage(
                seconds(at),
                seconds(at),
                seconds(15),
                pod,
                web + log,
                0,
                Map.of("web", new Amount(web, 0), "log", new Amount(log, 0)));
    }

    static PodLife twoContainers(String name, double web, double log) {
        return running(name, seconds(-600))
                .containers(Map.of("web", web, "log", log))
                .life();
    }

    static List<Decision> replay(
            HpaSettings settings, List<HpaSample> statuses, List<PodLife> pods, List<PodUsage> usages) {
        return Replay.decisions(settings, ControllerFlags.DEFAULT, statuses, pods, usages, List.of());
    }

    static HpaSample status(long at, int current, int desired, int percent) {
        return new HpaSample(
                seconds(at),
                current,
                desired,
                List.of(new HpaSample.Current("cpu", Optional.of(percent), percent / 1e3)),
                List.of(),
                Optional.empty());
    }

    static PodUsage usage(double at, String pod, double millicores) {
        Duration time = Duration.ofMillis(Math.round(at * 1_000));
        return new PodUsage(time, Duration.ofSeconds(time.toSeconds()), seconds(15), pod, millicores, 0);
    }

    static List<PodLife> pods(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> pod("p" + i, seconds(-600)))
                .toList();
    }

    static PodLife pod(String name, Duration created) {
        return running(name, created).life();
    }

    static PodLife leaving(String name, Duration deleted) {
        return running(name, seconds(-600)).deleted(deleted).life();
    }

    private static GivenPod running(String name, Duration created) {
        return GivenPod.pod(name, created).started(created.plusSeconds(1)).ready(created.plusSeconds(3));
    }
}
