package io.scaleproof.loadtest.terminal;

/** Told how the run goes. */
public interface Progress extends AutoCloseable {

    /** Something worth a line happened. */
    void say(String line);

    /** A stage of load begins. */
    void stage(String name);

    /** Another second is over. */
    void second(Snapshot snapshot);

    @Override
    void close();
}
