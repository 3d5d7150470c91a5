package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the API server has of one kind, as far as known and as far as it matters; every change of that goes into a journal.
 *
 * @param <K> what is kept of an object
 */
final class Mirror<T extends HasMetadata, K> {
    private final Function<T, K> keep;
    private final Journal<K> journal;
    private final Map<String, Known<K>> objects = new LinkedHashMap<>();

    private record Known<K>(String version, K kept) {}

    /** @param keep what matters of an object */
    Mirror(Function<T, K> keep, Journal<K> journal) {
        this.keep = keep;
        this.journal = journal;
    }

    /** An object is new, or has changed. One that is known as it is, or changed in what is not kept, changes nothing. */
    void put(T object) {
        String uid = object.getMetadata().getUid();
        String version = Objects.toString(object.getMetadata().getResourceVersion());
        Known<K> before = objects.get(uid);
        if (before != null && before.version().equals(version)) {
            return;
        }
        K kept = keep.apply(object);
        objects.put(uid, new Known<>(version, kept));
        if (before == null || !before.kept().equals(kept)) {
            journal.add(kept, false);
        }
    }

    /** An object has been deleted; this is the last that is known of it. */
    void remove(T object) {
        objects.remove(object.getMetadata().getUid());
        journal.add(keep.apply(object), true);
    }

    /** All objects there are: what was known beside them is gone. */
    void replace(List<T> all) {
        Set<String> present =
                all.stream().map(object -> object.getMetadata().getUid()).collect(Collectors.toSet());
        List.copyOf(objects.keySet()).stream()
                .filter(uid -> !present.contains(uid))
                .forEach(uid -> journal.add(objects.remove(uid).kept(), true));
        all.forEach(this::put);
    }
}
