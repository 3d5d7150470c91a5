package io.scaleproof.plugins;

import java.util.List;
import java.util.function.Predicate;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.DiffResponse.DiffChanges;
import pulumirpc.Provider.PropertyDiff;

/** The answer to the engine's question what an update would change: the changed paths, and those that need a replacement. */
public final class DiffAnswer {
    private DiffAnswer() {}

    public static DiffResponse of(List<Difference> differences) {
        return of(differences, difference -> false, false);
    }

    public static DiffResponse of(
            List<Difference> differences, Predicate<Difference> replaces, boolean deleteBeforeReplace) {
        DiffResponse.Builder answer = DiffResponse.newBuilder()
                .setChanges(differences.isEmpty() ? DiffChanges.DIFF_NONE : DiffChanges.DIFF_SOME)
                .setHasDetailedDiff(true);
        for (Difference difference : differences) {
            boolean replace = replaces.test(difference);
            answer.putDetailedDiff(
                    difference.path(),
                    PropertyDiff.newBuilder()
                            .setKind(kind(difference.kind(), replace))
                            .setInputDiff(true)
                            .build());
            if (replace) {
                answer.addReplaces(difference.path());
            }
        }
        return answer.setDeleteBeforeReplace(deleteBeforeReplace && answer.getReplacesCount() > 0)
                .build();
    }

    private static PropertyDiff.Kind kind(Difference.Kind kind, boolean replace) {
        return switch (kind) {
            case ADD -> replace ? PropertyDiff.Kind.ADD_REPLACE : PropertyDiff.Kind.ADD;
            case DELETE -> replace ? PropertyDiff.Kind.DELETE_REPLACE : PropertyDiff.Kind.DELETE;
            case UPDATE -> replace ? PropertyDiff.Kind.UPDATE_REPLACE : PropertyDiff.Kind.UPDATE;
        };
    }
}
