package io.scaleproof.loadtest.need;

import io.scaleproof.loadtest.need.Need.Moment;
import java.util.Locale;

/** The need of a run in one sentence. */
public final class NeedWords {
    private NeedWords() {}

    /** For instance {@code at its height the load was worth 5.7 to 5.9 pods and needed 6; measured by the metrics API}. */
    public static String of(Need need) {
        return switch (need) {
            case Need.Unknown unknown -> "how many pods the load needed is not known: " + unknown.why();
            case Need.Known known -> words(known);
        };
    }

    private static String words(Need.Known known) {
        Moment top = known.moments().stream()
                .reduce((one, other) -> exceeds(other, one) ? other : one)
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "at its height the load was worth %.1f to %.1f pods and needed %s; %s",
                top.worth().low(),
                top.worth().high(),
                pods(top),
                known.words());
    }

    /** Of moments that need the same, the one that is known best. */
    private static boolean exceeds(Moment next, Moment best) {
        return next.fewest() > best.fewest()
                || (next.fewest() == best.fewest()
                        && next.fewest() > 1
                        && next.surely() - next.fewest() < best.surely() - best.fewest());
    }

    private static String pods(Moment top) {
        return top.fewest() == top.surely()
                ? String.valueOf(top.fewest())
                : "%d to %d: that is as well as it is known, and each of them is accepted"
                        .formatted(top.fewest(), top.surely());
    }
}
