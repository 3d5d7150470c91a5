package io.scaleproof.loadtest.watch;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps every sight of the objects of one kind, in the order they came. */
final class Journal<T> {
    private final InstantSource clock;
    private final List<Sighting<T>> sightings = new ArrayList<>();

    Journal(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void add(T object, boolean gone) {
        sightings.add(new Sighting<>(clock.instant(), object, gone));
    }

    synchronized List<Sighting<T>> all() {
        return List.copyOf(sightings);
    }

    /** The last sight, unless the object is gone. */
    synchronized Optional<T> latest() {
        return sightings.isEmpty() || sightings.getLast().gone()
                ? Optional.empty()
                : Optional.of(sightings.getLast().object());
    }

    /** The last sight, whether or not the object is gone. */
    synchronized Optional<T> lastSeen() {
        return sightings.isEmpty()
                ? Optional.empty()
                : Optional.of(sightings.getLast().object());
    }
}
