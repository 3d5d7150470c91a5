package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.record.CouldNotRun;

/** Waits until the service is at its minimum again and its HPA sees. */
public interface Rest {
    void await() throws CouldNotRun;
}
