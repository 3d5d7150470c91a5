package io.scaleproof.service.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How many durations fell below each bound, as a Prometheus histogram. */
final class Histogram {
    private static final List<Duration> BOUNDS = Stream.of(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .map(Duration::ofMillis)
            .toList();

    /** One more than there are bounds: the last counts what is above them all. */
    private final LongAdder[] counts =
            Stream.generate(LongAdder::new).limit(BOUNDS.size() + 1).toArray(LongAdder[]::new);

    private final LongAdder sumNanos = new LongAdder();

    void record(Duration duration) {
        int bucket = 0;
        while (bucket < BOUNDS.size() && duration.compareTo(BOUNDS.get(bucket)) > 0) {
            bucket++;
        }
        counts[bucket].increment();
        sumNanos.add(duration.toNanos());
    }

    /** Writes the buckets, which count all below their bound, the sum in seconds and the count. */
    void write(Exposition to, String name, String labels) {
        long below = 0;
        for (int i = 0; i < BOUNDS.size(); i++) {
            below += counts[i].sum();
            to.sample(name + "_bucket", labels + ",le=\"" + Exposition.seconds(BOUNDS.get(i)) + "\"", below);
        }
        below += counts[BOUNDS.size()].sum();
        to.sample(name + "_bucket", labels + ",le=\"+Inf\"", below);
        to.sample(name + "_sum", labels, sumNanos.sum() / 1e9);
        to.sample(name + "_count", labels, below);
    }
}
