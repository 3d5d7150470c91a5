package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.hpa.Stabilization.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Past recommendations, before stabilization: the memory that the stabilization windows look into. */
final class Recommendations {
    private final List<Recommendation> all = new ArrayList<>();

    private record Recommendation(int pods, Duration at) {}

    /** The controller takes what it finds at its first sync for a recommendation. */
    void start(int pods, Duration at) {
        if (all.isEmpty()) {
            add(pods, at);
        }
    }

    void add(int pods, Duration at) {
        all.add(new Recommendation(pods, at));
    }

    /** With {@code behavior}: two windows, and the current number is moved only as far as both allow. */
    Stabilization stabilize(int wanted, int current, Duration upWindow, Duration downWindow, Duration now) {
        Duration upCutoff = now.minus(upWindow);
        Duration downCutoff = now.minus(downWindow);
        Recommendation lowest = new Recommendation(wanted, now);
        Recommendation highest = lowest;
        int outdated = -1;
        for (int i = 0; i < all.size(); i++) {
            Recommendation past = all.get(i);
            if (past.at.compareTo(upCutoff) > 0 && past.pods < lowest.pods) {
                lowest = past;
            }
            if (past.at.compareTo(downCutoff) > 0 && past.pods > highest.pods) {
                highest = past;
            }
            if (past.at.compareTo(upCutoff) < 0 && past.at.compareTo(downCutoff) < 0) {
                outdated = i;
            }
        }
        remember(wanted, now, outdated);
        int after = Math.min(Math.max(current, lowest.pods), highest.pods);
        if (after == wanted) {
            return new Stabilization(wanted, after, Optional.empty());
        }
        return new Stabilization(
                wanted,
                after,
                Optional.of(
                        after < wanted
                                ? new Held(true, upWindow, lowest.pods, lowest.at)
                                : new Held(false, downWindow, highest.pods, highest.at)));
    }

    /** Without {@code behavior}: only scaling down looks back. */
    Stabilization stabilize(int wanted, Duration downWindow, Duration now) {
        Duration cutoff = now.minus(downWindow);
        Recommendation highest = new Recommendation(wanted, now);
        int outdated = -1;
        for (int i = 0; i < all.size(); i++) {
            Recommendation past = all.get(i);
            if (past.at.compareTo(cutoff) < 0) {
                outdated = i;
            } else if (past.pods > highest.pods) {
                highest = past;
            }
        }
        remember(wanted, now, outdated);
        return new Stabilization(
                wanted,
                highest.pods,
                highest.pods == wanted
                        ? Optional.empty()
                        : Optional.of(new Held(false, downWindow, highest.pods, highest.at)));
    }

    private void remember(int wanted, Duration now, int outdated) {
        if (outdated >= 0) {
            all.set(outdated, new Recommendation(wanted, now));
        } else {
            add(wanted, now);
        }
    }
}
