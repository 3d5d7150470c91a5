package io.scaleproof.loadtest.export;

/** What became of one request. */
sealed interface Answer {

    /** The server has it. */
    record Taken() implements Answer {}

    /** The server does not want it, and would not the next time. */
    record Refused(String why) implements Answer {}

    /** It may be taken the next time. */
    record Later(String why) implements Answer {}
}
