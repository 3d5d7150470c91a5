package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.HpaSettings.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Past changes in one direction: the memory that the policies count in. */
final class ScaleEvents {
    private final List<Event> all = new ArrayList<>();

    private record Event(int change, Duration at) {}

    /** Remembers a change, in the place of one that no policy of its direction looks back to any more. */
    void store(int change, Duration now, List<Policy> policies) {
        Duration longest = policies.stream()
                .map(Policy::period)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        int outdated = -1;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).at.compareTo(now.minus(longest)) < 0) {
                outdated = i;
            }
        }
        if (outdated >= 0) {
            all.set(outdated, new Event(change, now));
        } else {
            add(change, now);
        }
    }

    void add(int change, Duration at) {
        all.add(new Event(change, at));
    }

    /** Pods added or removed within {@code period} before {@code now}. */
    int within(Duration period, Duration now) {
        return all.stream()
                .filter(event -> event.at.compareTo(now.minus(period)) > 0)
                .mapToInt(Event::change)
                .sum();
    }
}
