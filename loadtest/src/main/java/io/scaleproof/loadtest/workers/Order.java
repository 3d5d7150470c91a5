package io.scaleproof.loadtest.workers;

import io.scaleproof.loadtest.load.Share;

/** What a worker is told, a line each. Times are nanoseconds since the run's zero, unless said otherwise. */
sealed interface Order {

    /** What to send, and which part of it is this worker's; answered by {@link Answer.Ready}. */
    record Prepare(LoadSpec spec, Share share, String version) implements Order {}

    /** Answered at once by {@link Answer.Pong}. */
    record Ping(long id) implements Order {}

    /** Send one request that burns so much; answered by {@link Answer.Single}. */
    record Perform(int millis) implements Order {}

    /** The run's zero, by the worker's own {@link System#nanoTime}. */
    record Begin(long zeroNanos) implements Order {}

    /** A stage, numbered from 0. */
    record Queue(int stage, String name, int millis, double fromRate, double toRate, long start, long length)
            implements Order {}

    /** Another rate for a stage. */
    record Change(int stage, long at, double perSecond) implements Order {}

    /** Another end for a stage. */
    record End(int stage, long at) implements Order {}

    /** Send nothing more, and say what is left to say; answered by {@link Answer.Finished}. */
    record Finish() implements Order {}
}
