package io.scaleproof.loadtest.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether something was seen without a break, and where not. All times are this machine's. */
final class Continuity {
    /** So long a break may be and still be none: what happens then is seen as late as a busy machine would see it. */
    static final Duration TOLERATED = Duration.ofSeconds(5);

    /** A time in which something was not seen. */
    record Break(Instant from, Instant to, String why) {}

    private final List<Break> breaks = new ArrayList<>();
    private Instant heard;
    private Optional<Break> open = Optional.empty();

    Continuity(Instant start) {
        heard = start;
    }

    /** All is well now; a break that there was has cost nothing. */
    synchronized void heard(Instant at) {
        heard = at;
        open = Optional.empty();
    }

    /** When all was well last. */
    synchronized Instant lastHeard() {
        return heard;
    }

    /** Nothing can be seen since {@code at}, or since an earlier call; the last reason is the one that is kept. */
    synchronized void broke(Instant at, String why) {
        open = Optional.of(new Break(open.map(Break::from).orElse(at), at, why));
    }

    /** Why nothing can be seen now. */
    synchronized Optional<String> trouble() {
        return open.map(Break::why);
    }

    /** Whether there is a break that has lasted too long to be none. */
    synchronized boolean isBroken(Instant at) {
        return open.filter(since -> Duration.between(since.from(), at).compareTo(TOLERATED) > 0)
                .isPresent();
    }

    /** All is well again, but what happened since it was so last has been missed. */
    synchronized void missed(Instant at, String why) {
        breaks.add(new Break(heard, at, why));
        heard(at);
    }

    /** All breaks until {@code end}, the one that is still open included. */
    synchronized List<Break> until(Instant end) {
        List<Break> all = new ArrayList<>(breaks);
        open.ifPresent(still -> all.add(new Break(heard, end, still.why())));
        return all;
    }
}
