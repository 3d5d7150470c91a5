package io.scaleproof.loadtest.load;

import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.SecondSample;
import java.time.Duration;

/** What became of the requests that were due in one second. */
final class SecondCount {
    private final String stage;
    private Latencies latencies = new Latencies();
    private LatencySummary summary = LatencySummary.NONE;
    long scheduled;
    long succeeded;
    long failed;
    long inFlight;
    long late;
    long notSent;
    long spoilt;

    SecondCount(String stage) {
        this.stage = stage;
    }

    /** A histogram is large and a soak is long: a second that can get no more answers keeps only its summary. */
    void seal() {
        summary = summary();
        latencies = null;
    }

    void answered(long latencyNanos) {
        succeeded++;
        if (latencies != null) {
            latencies.addNanos(latencyNanos);
        }
    }

    /** Whether every request that was due in it has come to its end. */
    boolean isComplete() {
        return succeeded + failed + notSent + spoilt >= scheduled;
    }

    boolean isOpen() {
        return latencies != null;
    }

    Tally.Second tally() {
        return new Tally.Second(
                stage, latencies.compressed(), scheduled, succeeded, failed, inFlight, late, notSent, spoilt);
    }

    /** Adds what another sender saw of the same second. */
    void add(Tally.Second more, Latencies theirs) {
        if (latencies != null) {
            latencies.add(theirs);
        }
        scheduled += more.scheduled();
        succeeded += more.succeeded();
        failed += more.failed();
        inFlight += more.inFlight();
        late = Math.max(late, more.lateNanos());
        notSent += more.notSent();
        spoilt += more.spoilt();
    }

    SecondSample sample(int at) {
        return sample(at, stage);
    }

    SecondSample sample(int at, String running) {
        return new SecondSample(
                Duration.ofSeconds(at),
                running,
                scheduled,
                succeeded,
                failed,
                inFlight,
                summary(),
                late / 1e6,
                notSent,
                spoilt);
    }

    LatencySummary summary() {
        return latencies == null ? summary : latencies.summary();
    }
}
