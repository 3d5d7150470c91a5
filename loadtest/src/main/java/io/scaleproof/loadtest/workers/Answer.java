package io.scaleproof.loadtest.workers;

import io.scaleproof.loadtest.load.SingleRequests.Performed;
import io.scaleproof.loadtest.load.Tally;
import java.util.Optional;

/** What a worker says, a line each. Times are nanoseconds since the run's zero, unless said otherwise. */
sealed interface Answer {

    /** It can reach the Service. */
    record Ready() implements Answer {}

    /**
     * The answer to a ping.
     *
     * @param nanos the worker's {@link System#nanoTime}
     * @param wallMicros its wall clock, since the epoch
     */
    record Pong(long id, long nanos, long wallMicros) implements Answer {}

    /** What became of one request. */
    record Single(Performed performed) implements Answer {}

    /**
     * What it saw since it last said so.
     *
     * @param until when it looked
     * @param processors that this process took meanwhile
     * @param firstLateNanos how long after it was due its first request left, once one has
     */
    record Seen(Tally tally, long until, long inFlight, double processors, Optional<Long> firstLateNanos)
            implements Answer {}

    /** It was told of something so long after it was to take effect, so that its part of the schedule no longer fits. */
    record ToldLate(String what, long nanos) implements Answer {}

    /** It cannot go on. */
    record Broken(String why, String remedy) implements Answer {}

    /** All was said. */
    record Finished() implements Answer {}
}
