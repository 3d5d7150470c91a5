package io.scaleproof.loadtest.terminal;

import io.scaleproof.loadtest.plan.Plan;

/** Told how the run goes. */
public interface Progress extends AutoCloseable {

    /** Something worth a line happened. */
    void say(String line);

    /** The load begins. */
    void begin(Plan plan);

    /** Another second is over. */
    void second(Snapshot snapshot);

    /** The load is over, or was stopped; what follows is plain text. */
    @Override
    void close();
}
