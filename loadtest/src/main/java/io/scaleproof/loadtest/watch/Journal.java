package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps every sight of the objects of one kind, in the order they came. */
final class Journal<T> implements ResourceEventHandler<T> {
    private final InstantSource clock;
    private final List<Sighting<T>> sightings = new ArrayList<>();

    Journal(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void onAdd(T object) {
        add(object, false);
    }

    @Override
    public void onUpdate(T before, T object) {
        add(object, false);
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
        add(object, true);
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
