package io.scaleproof.service.metrics;

import java.time.Duration;

/** Prometheus' text format, version 0.0.4. */
final class Exposition {
    private final StringBuilder text = new StringBuilder(4_096);

    /** Begins a metric; its samples follow. */
    Exposition metric(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    void sample(String name, Number value) {
        sample(name, "", value);
    }

    void sample(String name, String labels, Number value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ').append(value).append('\n');
    }

    /** A metric of one sample. */
    void single(String name, String type, String help, Number value) {
        metric(name, type, help).sample(name, value);
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
