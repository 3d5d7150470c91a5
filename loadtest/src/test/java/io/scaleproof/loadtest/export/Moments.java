package io.scaleproof.loadtest.export;

import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.Sample;
import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.terminal.Progress;
import io.scaleproof.loadtest.terminal.Snapshot;
import io.scaleproof.loadtest.watch.ClusterState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Moments of a made-up run, and who is shown them. */
final class Moments {
    static final Instant ZERO = Sample.run().started();

    private Moments() {}

    static Snapshot moment(Instant zero, int second, String stage, int needed, int ready, SecondSample... settled) {
        ClusterState cluster = new ClusterState(
                Sample.run().autoscaler(), needed, needed, ready, Optional.of(60), Optional.empty(), Optional.empty());
        return new Snapshot(
                zero,
                Duration.ofSeconds(second),
                stage,
                10,
                LatencySummary.NONE,
                10,
                0,
                3,
                cluster,
                Optional.of(needed),
                List.of(settled));
    }

    static SecondSample second(int at, String stage, long succeeded, long failed, double millis) {
        LatencySummary latency = succeeded == 0
                ? LatencySummary.NONE
                : new LatencySummary(succeeded, millis, 2 * millis, 3 * millis, 4 * millis, 5 * millis);
        return new SecondSample(Duration.ofSeconds(at), stage, succeeded + failed, succeeded, failed, 0, latency, 0.1);
    }

    /** Keeps what it is told. */
    static final class Shown implements Progress {
        final List<String> lines = new ArrayList<>();

        @Override
        public void say(String line) {
            lines.add(line);
        }

        @Override
        public void begin(Plan plan) {}

        @Override
        public void decided(Decision decision) {}

        @Override
        public void second(Snapshot snapshot) {
            lines.add("second " + snapshot.at().toSeconds());
        }

        @Override
        public void close() {}
    }
}
