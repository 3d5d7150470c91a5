package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A small but complete record: every list has an entry and every kind of verdict is there. */
public final class Sample {
    private Sample() {}

    /** The record; each call makes an equal one. */
    public static RunRecord run() {
        return new RunRecord(
                RunRecord.SCHEMA,
                Instant.parse("2026-11-24T09:00:00Z"),
                seconds(210),
                RunOutcome.FAILED,
                Optional.empty(),
                new Target(
                        "http://127.0.0.1:30080/load",
                        "minikube",
                        "scaleproof",
                        "scaleproof",
                        "scaleproof",
                        "scaleproof",
                        Optional.of("pulumi")),
                new Environment("0.1.0", "25.0.1", 2, "v1.37.2", 1, 2, "scaleproof:abc", Map.of("cpu request", "100m")),
                new PlanRun(
                        "surge",
                        "A sudden load that needs several pods",
                        List.of(
                                new StageRun(
                                        "baseline",
                                        StageRun.Phase.BASELINE,
                                        seconds(0),
                                        seconds(15),
                                        1,
                                        1,
                                        0.5,
                                        25,
                                        List.of()),
                                new StageRun(
                                        "surge",
                                        StageRun.Phase.SURGE,
                                        seconds(15),
                                        seconds(105),
                                        11,
                                        11,
                                        5.5,
                                        25,
                                        List.of()),
                                new StageRun(
                                        "sustain",
                                        StageRun.Phase.SUSTAIN,
                                        seconds(105),
                                        seconds(120),
                                        11,
                                        11,
                                        5.5,
                                        25,
                                        List.of()),
                                new StageRun(
                                        "quiet",
                                        StageRun.Phase.QUIET,
                                        seconds(120),
                                        seconds(210),
                                        0,
                                        0,
                                        0,
                                        1,
                                        List.of()))),
                Optional.of(new Calibration(
                        25.4, 3, 50, 5.5, 10.2, 25, 120, 35, Calibration.Source.COUNTER, "5.5 pods x 50m = 275m")),
                Optional.empty(),
                new Contract(
                        Optional.of(seconds(45)),
                        Optional.of(seconds(60)),
                        Optional.of(0L),
                        Optional.of(0.0),
                        Optional.of(Duration.ofMillis(500)),
                        Optional.of(1),
                        Optional.of(seconds(120)),
                        Optional.of(0),
                        true,
                        Optional.of(seconds(60))),
                List.of(
                        new Verdict.Passed("capacityWithin", "enough pods ready", "within 60 s", "38.2 s"),
                        new Verdict.Failed(
                                "failedRequestsAtMost",
                                "failed requests",
                                "at most 0",
                                "1 of 1,050",
                                "1 connection refused by a pod that had been deleted",
                                "let the pod drain on SIGTERM"),
                        new Verdict.Unknown(
                                "backToMinimumWithin",
                                "back to the minimum",
                                "within 120 s",
                                "stopped before",
                                "-",
                                Verdict.Blame.RUN)),
                new GeneratorHealth(1051, 1051, 0.05, 0.4, 2.1, 10),
                new LatencySummary(1050, 31, 80, 400, 900, 950.5),
                Map.of("sustain", new LatencySummary(165, 31, 60, 110, 120, 121)),
                List.of(new SecondSample(
                        seconds(15), "surge", 13, 10, 1, 2, new LatencySummary(10, 31, 40, 41, 41, 41.5), 0.4, 1, 1)),
                Optional.of(new HpaSettings(
                        "scaleproof",
                        1,
                        10,
                        List.of(new HpaSettings.Metric("Resource", "cpu", "Utilization", 50)),
                        new HpaSettings.Rules(
                                Duration.ZERO,
                                "Max",
                                List.of(new HpaSettings.Policy("Percent", 900, seconds(15))),
                                0.1),
                        new HpaSettings.Rules(
                                seconds(60),
                                "Max",
                                List.of(new HpaSettings.Policy("Percent", 100, seconds(15))),
                                0.1))),
                List.of(new HpaSample(
                        seconds(31),
                        1,
                        6,
                        List.of(new HpaSample.Current("cpu", Optional.of(280), 0.28)),
                        List.of(new HpaSample.Condition("ScalingActive", true, "ValidMetricFound", "found")),
                        Optional.of(seconds(31)))),
                List.of(new DeploymentSample(seconds(31), 6, 1, 1, 1, 2)),
                List.of(new EndpointSample(seconds(36), 6, 0)),
                List.of(new PodUsage(
                        seconds(30),
                        seconds(28),
                        seconds(15),
                        "scaleproof-a",
                        280,
                        64_000_000,
                        Map.of("web", new PodUsage.Amount(280, 64_000_000)))),
                List.of(new PodUsage(seconds(20), seconds(20), seconds(5), "scaleproof-a", 275, 0)),
                List.of(
                        reading(16, Optional.of("scaleproof-a"), OptionalDouble.of(0.021)),
                        reading(16, Optional.of("scaleproof-b"), OptionalDouble.of(0)),
                        reading(27, Optional.of("scaleproof-a"), OptionalDouble.empty()),
                        reading(28, Optional.empty(), OptionalDouble.of(15.5))),
                List.of(
                        pod("scaleproof-a", seconds(-60), 900, Optional.empty()),
                        pod("scaleproof-b", seconds(31), 150, Optional.of(seconds(190)))),
                List.of(
                        new NodeSample(seconds(-60), "node", true, false, false),
                        new NodeSample(seconds(200), "node", false, true, false)),
                List.of(new ClusterEvent(
                        seconds(31),
                        "Normal",
                        "HorizontalPodAutoscaler",
                        "scaleproof",
                        "SuccessfulRescale",
                        "New size: 6; reason: cpu above target",
                        1)),
                List.of(new Decision(
                        seconds(31),
                        1,
                        6,
                        Optional.of(280),
                        Optional.of(6),
                        Optional.of(Brake.NONE),
                        List.of("280 % / 50 % x 1 pod = 5.6, rounded up: 6"))),
                List.of(new ScaleUpReaction(
                        seconds(15),
                        seconds(28),
                        seconds(31),
                        1,
                        6,
                        List.of(new ScaleUpReaction.PodReaction(
                                "scaleproof-b",
                                Duration.ofMillis(40),
                                Duration.ofMillis(10),
                                Duration.ofMillis(900),
                                Duration.ofMillis(1500),
                                Duration.ofMillis(250),
                                Duration.ofMillis(18_700),
                                false)))),
                new Ledger(
                        1051,
                        1,
                        List.of(new FailedRequest(
                                seconds(180),
                                Duration.ofMillis(2),
                                "quiet",
                                "connection refused",
                                "connect",
                                Optional.of("scaleproof-b"),
                                Optional.of("deleted 0.8 s before"))),
                        List.of(new FailedRequest(
                                seconds(15),
                                seconds(10),
                                "surge",
                                "the generator stood still for 3.2 s",
                                "wait",
                                Optional.empty(),
                                Optional.empty())),
                        List.of(new RequestCount("GET /load", 1000, 1), new RequestCount("POST /orders", 52, 0)),
                        Optional.of(new IdleRaces(1, 12))),
                new WatchHealth(
                        List.of(new WatchHealth.Gap(
                                WatchHealth.Watched.PODS, seconds(150), seconds(152), "the API server went away")),
                        List.of("nodes: forbidden"),
                        List.of("the HPA by somebody at 45.4 s: maxReplicas 10 -> 3")),
                Optional.of(new Simulation(
                        List.of("pods start in 2 s"),
                        List.of(new Simulation.Step(seconds(30), 6, 1, 280, 11)),
                        List.of(new Decision(
                                seconds(30),
                                1,
                                6,
                                Optional.of(280),
                                Optional.of(6),
                                Optional.of(Brake.NONE),
                                List.of("280 % / 50 % x 1 pod = 5.6, rounded up: 6"))),
                        List.of(new Verdict.Passed("capacityWithin", "enough pods ready", "within 60 s", "17.0 s")))),
                Optional.empty());
    }

    private static MetricReading reading(long at, Optional<String> pod, OptionalDouble value) {
        return new MetricReading(
                seconds(at),
                seconds(at - 1),
                seconds(10),
                pod.isPresent() ? "Pods" : "External",
                "requests",
                pod,
                value);
    }

    private static PodLife pod(String name, Duration created, long requests, Optional<Duration> deleted) {
        GivenPod pod = GivenPod.pod(name, created)
                .containers(Map.of("web", 100.0))
                .scheduled(created.plusMillis(10))
                .started(created.plusMillis(910))
                .ready(created.plusMillis(2410))
                .reachable(created.plusMillis(2500))
                .served(created.plusMillis(2660), requests);
        deleted.ifPresent(at -> pod.deleted(at).terminated(at.plusSeconds(6)).exited(0));
        return pod.life();
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
