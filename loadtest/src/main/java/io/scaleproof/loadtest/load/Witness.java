package io.scaleproof.loadtest.load;

/** Told how a request goes, by the thread that performs it. */
@FunctionalInterface
public interface Witness {
    /** It leaves for the first time, by {@link System#nanoTime}. */
    void sent(long nanos);

    /** An answer came from this address. */
    default void answeredBy(String address) {}

    /** It is sent again, on a new connection. */
    default void sentAgain() {}

    /** It failed on a kept connection before a byte of the answer came, as where the server has just closed it. */
    default void lostOnKept() {}
}
