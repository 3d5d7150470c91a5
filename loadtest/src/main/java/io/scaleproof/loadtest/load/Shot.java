package io.scaleproof.loadtest.load;

/**
 * One request, done.
 *
 * @param stage name of the stage it belonged to
 * @param dueNanos when it was due, since the run's zero
 * @param sentNanos when it left (its first byte, or its attempt to connect)
 * @param doneNanos when its outcome was known
 * @param stalledNanos how long this process stood still between {@code dueNanos} and {@code doneNanos}
 */
public record Shot(
        String stage,
        long dueNanos,
        long sentNanos,
        long doneNanos,
        long stalledNanos,
        Outcome outcome,
        Passage passage) {

    /** One of which nothing else is known. */
    public Shot(String stage, long dueNanos, long sentNanos, long doneNanos, long stalledNanos, Outcome outcome) {
        this(stage, dueNanos, sentNanos, doneNanos, stalledNanos, outcome, Passage.UNKNOWN);
    }

    /** Latency as the user feels it: from when it was due. */
    public long latencyNanos() {
        return doneNanos - dueNanos;
    }

    /** How late the generator was in sending it. How long the service took to accept it does not count. */
    public long lateNanos() {
        return sentNanos - dueNanos;
    }

    /** How much of its latency may be the generator's own. */
    public long ownNanos() {
        return Math.max(lateNanos(), stalledNanos);
    }
}
