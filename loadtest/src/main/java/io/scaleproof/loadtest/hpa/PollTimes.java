package io.scaleproof.loadtest.hpa;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** When a poll had something new, and which of its answers the HPA may have had at a sync. */
final class PollTimes {
    /** Metrics are polled once a second, so that the HPA may have seen news so much earlier. */
    private static final Duration POLL = Duration.ofMillis(1_500);

    private final TreeSet<Duration> news = new TreeSet<>();

    void add(Duration at) {
        news.add(at);
    }

    /** The earliest time that a sync from {@code now} on can ask for. */
    static Duration earliest(Duration now) {
        return now.minus(POLL);
    }

    /** Forgets what no sync from {@code now} on can ask for. */
    void forgetBefore(Duration now) {
        Duration last = news.floor(earliest(now));
        if (last != null) {
            news.headSet(last).clear();
        }
    }

    /** The times whose answers the HPA may have had at {@code sync}, the likeliest first. */
    List<Duration> candidates(Duration sync) {
        Stream<Duration> early = news.subSet(sync, false, sync.plus(POLL), true).descendingSet().stream();
        Stream<Duration> late = news.subSet(sync.minus(POLL), true, sync, true).descendingSet().stream()
                .map(at -> at.minusNanos(1));
        return Stream.concat(Stream.of(sync), Stream.concat(early, late)).toList();
    }

    /** Whether there was news in the time before {@code sync}, or just after it. */
    boolean isHeard(Duration within, Duration sync) {
        Duration last = news.floor(sync.plus(POLL));
        return last != null && last.compareTo(sync.minus(within)) >= 0;
    }
}
