package io.scaleproof.loadtest.watch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Keeps every sight of the objects of one kind, in the order they came. */
final class Journal<T> {
    private final InstantSource clock;
    private final List<Sighting<T>> sightings = new ArrayList<>();

    Journal(InstantSource clock) {
        this.clock = clock;
    }

    void add(T object, boolean gone) {
        add(clock.instant(), object, gone);
    }

    /** A sight of {@code at}, no earlier than the last one: what one answer tells of many objects is seen at once. */
    synchronized void add(Instant at, T object, boolean gone) {
        sightings.add(new Sighting<>(at, object, gone));
    }

    synchronized List<Sighting<T>> all() {
        return List.copyOf(sightings);
    }

    synchronized int size() {
        return sightings.size();
    }

    /** Gives, each time it is asked, what came since the time before; at first all. */
    Supplier<List<Sighting<T>>> news() {
        AtomicInteger read = new AtomicInteger();
        return () -> from(read);
    }

    private synchronized List<Sighting<T>> from(AtomicInteger read) {
        return List.copyOf(sightings.subList(read.getAndSet(sightings.size()), sightings.size()));
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
