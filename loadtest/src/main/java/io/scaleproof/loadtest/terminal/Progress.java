package io.scaleproof.loadtest.terminal;

import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.record.Decision;

/** Told how the run goes. */
public interface Progress extends AutoCloseable {

    /** Something worth a line happened. */
    void say(String line);

    /** The load begins. */
    void begin(Plan plan);

    /** The HPA changed the number of pods, for the reason that the decision's explanation gives. */
    void decided(Decision decision);

    /** Another second is over. */
    void second(Snapshot snapshot);

    /** The load is over, or was stopped; what follows is plain text. */
    @Override
    void close();
}
