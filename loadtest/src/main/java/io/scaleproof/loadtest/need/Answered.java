package io.scaleproof.loadtest.need;

import io.scaleproof.loadtest.record.SecondSample;
import io.scaleproof.loadtest.record.StageRun;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the service answered, and when: requests that were due and are no longer in flight, but not those that failed. */
final class Answered {
    private final NavigableMap<Long, Double> untilEndOf = new TreeMap<>();
    private final NavigableMap<Long, Long> inFlight = new TreeMap<>();
    private final NavigableMap<Long, String> stages = new TreeMap<>();
    private final Map<String, Integer> millisByStage = new HashMap<>();

    Answered(List<SecondSample> seconds, List<StageRun> stages) {
        double due = 0;
        long failed = 0;
        for (SecondSample second : seconds) {
            due += second.scheduled();
            failed += second.failed() + second.notSent() + second.spoilt();
            untilEndOf.put(second.at().toSeconds(), due - failed - second.inFlight());
            inFlight.put(second.at().toSeconds(), second.inFlight());
            if (second.scheduled() > 0) {
                this.stages.put(second.at().toSeconds(), second.stage());
            }
        }
        stages.forEach(stage -> millisByStage.put(stage.name(), stage.requestMillis()));
    }

    /** Requests answered between the two, a fraction of one counts. */
    double between(Duration from, Duration to) {
        return until(to) - until(from);
    }

    /** Requests that are begun and not answered: they have had a part of their CPU. */
    double inFlight(Duration at) {
        var entry = inFlight.floorEntry(at.toSeconds());
        return entry == null ? 0 : entry.getValue();
    }

    private double until(Duration at) {
        double seconds = at.toNanos() / 1e9;
        long whole = (long) Math.floor(seconds);
        return endOf(whole - 1) + (seconds - whole) * (endOf(whole) - endOf(whole - 1));
    }

    private double endOf(long second) {
        var entry = untilEndOf.floorEntry(second);
        return entry == null ? 0 : entry.getValue();
    }

    /** The CPU time that all requests between the two asked for; empty if there were several kinds, or none. */
    OptionalInt kind(Duration from, Duration to) {
        Set<Integer> kinds = new TreeSet<>();
        stages.subMap(from.toSeconds(), true, to.toSeconds(), true)
                .values()
                .forEach(stage -> kinds.add(millisByStage.getOrDefault(stage, -1)));
        return kinds.size() == 1 ? OptionalInt.of(kinds.iterator().next()) : OptionalInt.empty();
    }
}
