package io.scaleproof.loadtest.load;

import java.time.Duration;

/**
 * The sending of one run's load, by this process or by several. Requests are told to the run's {@link LoadLog}; all times
 * are since the run's zero.
 */
public interface Load extends AutoCloseable {

    /** A queued stage. */
    interface Sending {
        /** Moves the stage's end to {@code end}. */
        void endAt(Duration end);

        /** Goes on at another rate, to the stage's end; see {@link LoadGenerator.Sending#changeRate}. */
        void changeRate(Duration at, double perSecond);
    }

    /**
     * Queues a stage: the rate goes from {@code fromRate} to {@code toRate}, in requests per second, within
     * {@code length}.
     *
     * @param millis CPU time that its requests ask for
     * @param length from {@code start} to the latest end
     */
    Sending queue(String name, int millis, double fromRate, double toRate, Duration start, Duration length);

    /** How long before it takes effect whoever sends has to be told of a stage, its end or another rate. */
    Duration notice();

    /** Up to when the log knows all that was sent and answered until {@code now}. */
    Duration known(Duration now);

    /** Requests that have left and are not answered yet. */
    long inFlight();

    /** Processors that the sending takes beside this process. */
    double processors();

    /** Stops sending at once, and waits until the log has what there is to tell of all that was sent. */
    @Override
    void close();
}
