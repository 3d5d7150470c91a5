package io.scaleproof.loadtest.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Requests on kept connections that were gone: they came to nothing before a byte of an answer, as where the server closes an idle
 * connection while a request is on its way.
 *
 * @param failed requests that failed by that
 * @param sentAgain requests that were sent once more, on a new connection; how that went is counted like any other request
 */
public record IdleRaces(long failed, long sentAgain) {

    /** For people, a sentence each. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        if (failed > 0) {
            words.add(String.format(
                    Locale.ROOT,
                    "%,d of the failed requests came to nothing on a kept connection before any answer;"
                            + " Go's clients send such again, and so does --retry-idle",
                    failed));
        }
        if (sentAgain > 0) {
            words.add(String.format(
                    Locale.ROOT,
                    "%,d %s on a kept connection that was gone and %s sent again, as Go's clients do (--retry-idle)",
                    sentAgain,
                    sentAgain == 1 ? "request was" : "requests were",
                    sentAgain == 1 ? "was" : "were"));
        }
        return words;
    }
}
