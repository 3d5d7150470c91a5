package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.record.CouldNotRun;
import java.time.Duration;

/** Sends requests one by one before the run. */
interface Sender {

    /**
     * Sends one, and tells how long it took.
     *
     * @throws CouldNotRun when it does not succeed
     */
    Duration send() throws CouldNotRun;

    /** Waits so long, or until the run is asked to stop: what is left is done without pauses then. */
    void pause(Duration length) throws InterruptedException;
}
