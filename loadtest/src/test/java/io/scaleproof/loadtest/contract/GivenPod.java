package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.record.PodLife;
import java.time.Duration;
import java.util.Optional;

/** The life of a pod, step by step. Times are in seconds. */
final class GivenPod {
    private final String name;
    private final long created;
    private Optional<Long> scheduled = Optional.empty();
    private Optional<Long> started = Optional.empty();
    private Optional<Long> ready = Optional.empty();
    private Optional<Long> deleted = Optional.empty();
    private Optional<String> trouble = Optional.empty();
    private String node = "node";

    private GivenPod(String name, long created) {
        this.name = name;
        this.created = created;
    }

    static GivenPod pod(String name, long created) {
        return new GivenPod(name, created);
    }

    GivenPod scheduled(long at) {
        scheduled = Optional.of(at);
        return this;
    }

    GivenPod started(long at) {
        started = Optional.of(at);
        return scheduled.isPresent() ? this : scheduled(created);
    }

    GivenPod ready(long at) {
        ready = Optional.of(at);
        return started.isPresent() ? this : started(created);
    }

    GivenPod deleted(long at) {
        deleted = Optional.of(at);
        return this;
    }

    GivenPod on(String name) {
        node = name;
        return this;
    }

    GivenPod trouble(String words) {
        trouble = Optional.of(words);
        return this;
    }

    PodLife life() {
        return new PodLife(
                name,
                node,
                100,
                500,
                Duration.ofSeconds(created),
                scheduled.map(Duration::ofSeconds),
                started.map(Duration::ofSeconds),
                ready.map(Duration::ofSeconds),
                ready.map(Duration::ofSeconds),
                deleted.map(Duration::ofSeconds),
                deleted.map(at -> Duration.ofSeconds(at + 6)),
                Optional.empty(),
                0,
                100,
                trouble);
    }
}
