package io.scaleproof.service.health;

import jakarta.inject.Singleton;

/** Whether the service wants traffic: from its first answer until SIGTERM. Load never changes it. */
@Singleton
public class Readiness {
    private volatile boolean stopping;

    public boolean stopping() {
        return stopping;
    }

    public void stop() {
        stopping = true;
    }
}
