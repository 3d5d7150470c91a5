package io.scaleproof.loadtest.load;

/** Told of every request, from many threads. */
public interface ShotSink {

    /** A stage begins, whether or not a request is due in it. */
    void begun(String stage, long startNanos);

    /** A request is due, and leaves. */
    void due(String stage, long dueNanos);

    /** Its outcome is known. */
    void done(Shot shot);
}
