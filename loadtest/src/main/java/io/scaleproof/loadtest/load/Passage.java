package io.scaleproof.loadtest.load;

import java.util.Optional;

/**
 * How a request went, beside its outcome.
 *
 * @param request its method and path, without the query
 * @param server the address that answered, if one did
 * @param sentAgain whether it was sent again on a new connection, because a kept one was gone
 * @param lostOnKept whether it failed because a kept connection was gone
 */
public record Passage(String request, Optional<String> server, boolean sentAgain, boolean lostOnKept) {
    /** Of a request of which nothing else is known. */
    public static final Passage UNKNOWN = new Passage("");

    /** One without such trouble. */
    public Passage(String request) {
        this(request, Optional.empty(), false, false);
    }

    /** Writes it down while the request goes; used by one thread at a time. */
    static final class Log implements Witness {
        private long sentNanos;
        private Optional<String> server = Optional.empty();
        private boolean sentAgain;
        private boolean lostOnKept;

        /** @param nanos when it would be said to have left if it never did */
        Log(long nanos) {
            sentNanos = nanos;
        }

        @Override
        public void sent(long nanos) {
            sentNanos = nanos;
        }

        @Override
        public void answeredBy(String address) {
            server = Optional.of(address);
        }

        @Override
        public void sentAgain() {
            sentAgain = true;
        }

        @Override
        public void lostOnKept() {
            lostOnKept = true;
        }

        long sentNanos() {
            return sentNanos;
        }

        Passage of(String request) {
            return new Passage(request, server, sentAgain, lostOnKept);
        }
    }
}
