package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.record.ForeignLoad;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Traffic of which nothing is known.
 *
 * @param length how long it is watched; empty until somebody ends that
 */
public record Traffic(Optional<Duration> length) implements Driver {
    @Override
    public boolean isOver(Duration now) {
        return length.filter(until -> now.compareTo(until) >= 0).isPresent();
    }

    @Override
    public ForeignLoad load() {
        return new ForeignLoad(Optional.empty(), Optional.empty(), List.of());
    }
}
