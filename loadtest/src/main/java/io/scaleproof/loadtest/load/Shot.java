package io.scaleproof.loadtest.load;

/**
 * One request, done.
 *
 * @param stage name of the stage it belonged to
 * @param dueNanos when it was due, since the run's zero
 * @param sentNanos when it left (its first byte, or its attempt to connect)
 * @param doneNanos when its outcome was known
 */
public record Shot(String stage, long dueNanos, long sentNanos, long doneNanos, Outcome outcome) {

    /** Latency as the user feels it: from when it was due. */
    public long latencyNanos() {
        return doneNanos - dueNanos;
    }

    /** How late the generator was. */
    public long lateNanos() {
        return sentNanos - dueNanos;
    }
}
