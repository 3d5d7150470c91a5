package io.scaleproof.loadtest.load;

import java.util.Optional;

/** What became of one request. */
public sealed interface Outcome {

    /** Answered with a status that is expected, by {@code pod}, if the answer named one. */
    record Served(int status, Optional<String> pod) implements Outcome {}

    /**
     * Failed, by the service or on the way to it.
     *
     * @param step how far it came
     * @param error what went wrong, in a few words
     * @param pod the pod concerned, if the answer or an earlier one on the same connection named it
     */
    record Failed(Step step, String error, Optional<String> pod) implements Outcome {}

    /** Could not leave for want of something on this machine (ports, file descriptors): the generator's fault. */
    record NotSent(String error) implements Outcome {}

    /**
     * Cut off by this process's own standstill, so that nobody knows what the service would have done.
     *
     * @param step how far it came
     * @param why in a few words
     */
    record Spoilt(Step step, String why) implements Outcome {}

    /** The steps of a request, in order. */
    enum Step {
        /** Opening the connection. */
        CONNECT,
        /** Writing the request. */
        SEND,
        /** Waiting for the first byte of the answer. */
        WAIT,
        /** Reading the answer. */
        ANSWER
    }
}
