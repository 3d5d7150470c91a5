package io.scaleproof.loadtest.record;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The life of a pod, step by step: what is not told did not happen, but what must have been before what is told. */
public final class GivenPod {
    private final String name;
    private final Duration created;
    private String node = "node";
    private double requestMillicores = 100;
    private double limitMillicores = 500;
    private Map<String, Double> containerRequestMillicores = Map.of();
    private Optional<Duration> scheduled = Optional.empty();
    private Optional<Duration> started = Optional.empty();
    private Optional<Duration> ready = Optional.empty();
    private Optional<Duration> reachable = Optional.empty();
    private Optional<Duration> served = Optional.empty();
    private Optional<Duration> deleted = Optional.empty();
    private Optional<Duration> terminated = Optional.empty();
    private Optional<Integer> exitCode = Optional.empty();
    private Optional<String> trouble = Optional.empty();
    private int restarts;
    private long requests;

    private GivenPod(String name, Duration created) {
        this.name = name;
        this.created = created;
    }

    public static GivenPod pod(String name, Duration created) {
        return new GivenPod(name, created);
    }

    /** Times are seconds here, and wherever a number is given. */
    public static GivenPod pod(String name, long created) {
        return pod(name, Duration.ofSeconds(created));
    }

    public static GivenPod like(PodLife life) {
        GivenPod pod = pod(life.name(), life.created()).on(life.node());
        pod.requestMillicores = life.cpuRequestMillicores();
        pod.limitMillicores = life.cpuLimitMillicores();
        pod.containerRequestMillicores = life.containerRequestMillicores();
        pod.scheduled = life.scheduled();
        pod.started = life.started();
        pod.ready = life.ready();
        pod.reachable = life.reachable();
        pod.served = life.firstRequest();
        pod.deleted = life.deleted();
        pod.terminated = life.terminated();
        pod.exitCode = life.exitCode();
        pod.trouble = life.trouble();
        pod.restarts = life.restarts();
        pod.requests = life.requests();
        return pod;
    }

    public GivenPod on(String named) {
        node = named;
        return this;
    }

    public GivenPod cpu(double request, double limit) {
        requestMillicores = request;
        limitMillicores = limit;
        return this;
    }

    public GivenPod containers(Map<String, Double> requests) {
        containerRequestMillicores = requests;
        requestMillicores =
                requests.values().stream().mapToDouble(Double::doubleValue).sum();
        return this;
    }

    public GivenPod scheduled(Duration at) {
        scheduled = Optional.of(at);
        return this;
    }

    public GivenPod scheduled(long at) {
        return scheduled(Duration.ofSeconds(at));
    }

    public GivenPod started(Duration at) {
        started = Optional.of(at);
        return scheduled.isPresent() ? this : scheduled(created);
    }

    public GivenPod started(long at) {
        return started(Duration.ofSeconds(at));
    }

    public GivenPod ready(Duration at) {
        return started.isPresent() ? saidReady(at) : started(created).saidReady(at);
    }

    /** Though its container may not run. */
    public GivenPod saidReady(Duration at) {
        ready = Optional.of(at);
        return this;
    }

    public GivenPod ready(long at) {
        return ready(Duration.ofSeconds(at));
    }

    public GivenPod reachable(Duration at) {
        reachable = Optional.of(at);
        return this;
    }

    public GivenPod served(Duration first, long answers) {
        served = Optional.of(first);
        requests = answers;
        return this;
    }

    public GivenPod deleted(Duration at) {
        deleted = Optional.of(at);
        return this;
    }

    public GivenPod deleted(long at) {
        return deleted(Duration.ofSeconds(at));
    }

    public GivenPod terminated(Duration at) {
        terminated = Optional.of(at);
        return this;
    }

    public GivenPod terminated(long at) {
        return terminated(Duration.ofSeconds(at));
    }

    public GivenPod exited(int code) {
        exitCode = Optional.of(code);
        return this;
    }

    public GivenPod restarted() {
        restarts++;
        return this;
    }

    public GivenPod trouble(String words) {
        trouble = Optional.of(words);
        return this;
    }

    /** Nothing is known of what comes after {@code end}. */
    public GivenPod until(Duration end) {
        scheduled = by(scheduled, end);
        started = by(started, end);
        ready = by(ready, end);
        reachable = by(reachable, end);
        served = by(served, end);
        deleted = by(deleted, end);
        terminated = by(terminated, end);
        exitCode = terminated.flatMap(_ -> exitCode);
        return this;
    }

    private static Optional<Duration> by(Optional<Duration> step, Duration end) {
        return step.filter(at -> at.compareTo(end) <= 0);
    }

    public PodLife life() {
        return new PodLife(
                name,
                node,
                requestMillicores,
                limitMillicores,
                created,
                scheduled,
                started,
                ready,
                served,
                deleted,
                terminated,
                exitCode,
                restarts,
                requests,
                trouble,
                containerRequestMillicores,
                reachable);
    }
}
