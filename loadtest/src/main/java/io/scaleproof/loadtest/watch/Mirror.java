package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the API server has of one kind, as far as known; every change of it goes into a journal. */
final class Mirror<T extends HasMetadata> {
    private final Journal<T> journal;
    private final Map<String, T> objects = new LinkedHashMap<>();

    Mirror(Journal<T> journal) {
        this.journal = journal;
    }

    /** An object is new, or has changed. One that is known as it is changes nothing. */
    void put(T object) {
        T before = objects.put(object.getMetadata().getUid(), object);
        if (before == null || !version(before).equals(version(object))) {
            journal.add(object, false);
        }
    }

    /** An object has been deleted; this is the last that is known of it. */
    void remove(T object) {
        objects.remove(object.getMetadata().getUid());
        journal.add(object, true);
    }

    /** All objects there are: what was known beside them is gone. */
    void replace(List<T> all) {
        List<String> present =
                all.stream().map(object -> object.getMetadata().getUid()).toList();
        List.copyOf(objects.values()).stream()
                .filter(object -> !present.contains(object.getMetadata().getUid()))
                .forEach(this::remove);
        all.forEach(this::put);
    }

    private static String version(HasMetadata object) {
        return Objects.toString(object.getMetadata().getResourceVersion());
    }
}
