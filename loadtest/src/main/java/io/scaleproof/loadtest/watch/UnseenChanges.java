package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Changes of a workload that must have been, and were not seen: its generation grows by one with each change of its
 * specification, the number of pods included.
 */
final class UnseenChanges {
    private UnseenChanges() {}

    /** @param kind what the workload is called in messages, for instance {@code Deployment} */
    static List<Continuity.Break> of(String kind, List<? extends Sighting<? extends HasMetadata>> seen) {
        List<Continuity.Break> breaks = new ArrayList<>();
        for (int i = 1; i < seen.size(); i++) {
            Sighting<? extends HasMetadata> before = seen.get(i - 1);
            Sighting<? extends HasMetadata> after = seen.get(i);
            long unseen = between(before.object().getMetadata(), after.object().getMetadata());
            if (unseen > 0) {
                breaks.add(new Continuity.Break(
                        before.at(),
                        after.at(),
                        "%d %s of the %s %s not seen: its generation went from %d to %d"
                                .formatted(
                                        unseen,
                                        unseen == 1 ? "change" : "changes",
                                        kind,
                                        unseen == 1 ? "was" : "were",
                                        before.object().getMetadata().getGeneration(),
                                        after.object().getMetadata().getGeneration())));
            }
        }
        return breaks;
    }

    private static long between(ObjectMeta before, ObjectMeta after) {
        boolean same = Objects.equals(before.getUid(), after.getUid());
        return same && before.getGeneration() != null && after.getGeneration() != null
                ? after.getGeneration() - before.getGeneration() - 1
                : 0;
    }
}
