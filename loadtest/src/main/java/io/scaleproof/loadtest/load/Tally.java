package io.scaleproof.loadtest.load;

import java.util.List;
import java.util.Map;

/**
 * What one sender saw within some time, to be added to what others saw. Histograms are compressed (base64) and keep every count, so
 * that percentiles of the sum are those of one histogram of all.
 *
 * @param begins names of stages by their start, in nanoseconds since the run's zero
 * @param seconds by the second in which requests were due
 * @param stages latencies by stage, without what the sender made late itself
 * @param late how late requests left
 * @param pods answers by pod or address
 * @param requests how often each request left and failed
 * @param failures the first failures
 * @param spoilt the first requests that the sender spoilt
 * @param lostOnKept failures on kept connections that were gone
 * @param sentAgain requests that were sent again for that
 */
public record Tally(
        Map<Long, String> begins,
        Map<Integer, Second> seconds,
        Map<String, String> stages,
        String late,
        Map<String, LoadLog.PodAnswers> pods,
        Map<String, Requests> requests,
        List<Shot> failures,
        List<Shot> spoilt,
        long lostOnKept,
        long sentAgain) {

    /** One second; see {@link io.scaleproof.loadtest.record.SecondSample}. */
    public record Second(
            String stage,
            String latencies,
            long scheduled,
            long succeeded,
            long failed,
            long inFlight,
            long lateNanos,
            long notSent,
            long spoilt) {}

    /** How often a request left and failed. */
    public record Requests(long sent, long failed) {}

    /** How late a sender's requests left, over several tallies. */
    public static final class Lateness {
        private static final Lateness NONE = new Lateness(new Latencies());
        private final Latencies late;

        private Lateness(Latencies late) {
            this.late = late;
        }

        /** That of nothing at all. */
        public static Lateness none() {
            return NONE;
        }

        /** This one and what a tally adds to it. */
        public Lateness and(Tally more) {
            Latencies sum = new Latencies();
            sum.add(late);
            sum.add(Latencies.of(more.late));
            return new Lateness(sum);
        }

        /** Requests that came to an end. */
        public long count() {
            return late.summary().count();
        }

        public double p99Millis() {
            return late.percentileMillis(99);
        }

        public double maxMillis() {
            return late.percentileMillis(100);
        }
    }
}
