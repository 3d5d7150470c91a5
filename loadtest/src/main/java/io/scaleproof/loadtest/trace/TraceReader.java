package io.scaleproof.loadtest.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;

/** Reads one format. */
interface TraceReader {
    /** Whether a text that begins so, up to the end of its first line that is not empty, is of this format. */
    boolean recognizes(String begin);

    /**
     * Reads all of it.
     *
     * @throws IllegalArgumentException naming the row that is wrong, and what is allowed
     */
    Samples read(BufferedReader text, Hints hints) throws IOException;

    /**
     * What the user says of the file, since it does not say so itself.
     *
     * @param zone of times without one
     * @param unit what its numbers count
     */
    record Hints(Optional<ZoneId> zone, Optional<RateUnit> unit) {
        static final Hints NONE = new Hints(Optional.empty(), Optional.empty());
    }
}
