package io.scaleproof.loadtest.watch;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Tells what is new in the answers for one metric. An adapter that stamps each answer with the time it was asked would make every value
 * of every second new, so that values count and not their stamps; how old they are is told by the newest of each answer.
 *
 * <p>Of many pods values that changed are kept less often, so that an hour of 500 stays small; which pods have a value is always kept.
 */
final class MetricNews {
    /** So often an answer that says the same as before is kept all the same: it was not missed. */
    private static final Duration STILL = Duration.ofSeconds(5);

    /** So many values are kept in a second on the average. */
    private static final int VALUES_A_SECOND = 50;

    private final Map<Optional<String>, MetricAnswer.Value> kept = new HashMap<>();
    private Instant told = Instant.MIN;
    private Instant toldAll = Instant.MIN;
    private Instant newest = Instant.MIN;

    /**
     * One value that changed.
     *
     * @param milli in thousandths; empty where the answer has it no more
     */
    record Change(Optional<String> pod, Instant timestamp, Duration window, OptionalLong milli) {}

    /** What of an answer that came {@code at} a time is to be kept. */
    List<Change> in(MetricAnswer answer, Instant at) {
        boolean turn = isTurn(answer.values().size(), at);
        List<Change> changes = new ArrayList<>();
        for (MetricAnswer.Value value : answer.values()) {
            MetricAnswer.Value before = kept.get(value.pod());
            if (before == null || (turn && before.milli() != value.milli())) {
                changes.add(keep(value));
            }
        }
        changes.addAll(gone(answer));
        answer.values().stream()
                .max(Comparator.comparing(MetricAnswer.Value::timestamp))
                .filter(latest -> isUntold(latest.timestamp(), changes.isEmpty(), at))
                .map(this::keep)
                .ifPresent(changes::add);
        toldAll = turn ? at : toldAll;
        told = changes.isEmpty() ? told : at;
        return changes;
    }

    private boolean isTurn(int pods, Instant at) {
        return toldAll.equals(Instant.MIN)
                || !toldAll.plusSeconds(pods / VALUES_A_SECOND).isAfter(at);
    }

    private List<Change> gone(MetricAnswer answer) {
        Set<Optional<String>> there =
                answer.values().stream().map(MetricAnswer.Value::pod).collect(toSet());
        List<Change> gone = kept.values().stream()
                .filter(value -> !there.contains(value.pod()))
                .map(value -> new Change(value.pod(), value.timestamp(), value.window(), OptionalLong.empty()))
                .toList();
        kept.keySet().retainAll(there);
        return gone;
    }

    private boolean isUntold(Instant latest, boolean nothingElse, Instant at) {
        return latest.isAfter(newest) || (nothingElse && !told.plus(STILL).isAfter(at));
    }

    private Change keep(MetricAnswer.Value value) {
        kept.put(value.pod(), value);
        newest = value.timestamp().isAfter(newest) ? value.timestamp() : newest;
        return new Change(value.pod(), value.timestamp(), value.window(), OptionalLong.of(value.milli()));
    }
}
