package io.scaleproof.loadtest.terminal;

import static java.util.stream.Collectors.toCollection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The changes that were heard of last, in the order of their times: a decision may be heard of after what came of it. */
final class LastChanges {
    private final int most;
    /** As they were heard of. */
    private final List<Change> kept = new ArrayList<>();

    LastChanges(int most) {
        this.most = most;
    }

    private record Change(Duration at, String what) {}

    void add(Duration at, String what) {
        kept.add(new Change(at, what));
        if (kept.size() > most) {
            kept.removeFirst();
        }
    }

    /** As many as are kept at the most, empty ones last. */
    List<String> lines() {
        List<String> lines = kept.stream()
                .sorted(Comparator.comparing(Change::at))
                .map(change -> "%5d s  %s".formatted(change.at().toSeconds(), change.what()))
                .collect(toCollection(ArrayList::new));
        while (lines.size() < most) {
            lines.add("");
        }
        return lines;
    }
}
