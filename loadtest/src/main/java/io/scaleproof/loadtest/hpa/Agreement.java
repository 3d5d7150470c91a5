package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.Decision;
import java.util.List;

/**
 * How often the replayed algorithm and the HPA agree.
 *
 * @param syncs syncs that could be replayed
 * @param agreed of these, those with the same number
 * @param changes syncs that changed the number of pods, and could be replayed
 * @param changesAgreed of these, those with the same number
 * @param disagreements decisions whose prediction differs from the fact
 */
public record Agreement(int syncs, int agreed, int changes, int changesAgreed, List<Decision> disagreements) {

    public Agreement {
        disagreements = List.copyOf(disagreements);
    }

    public static Agreement of(List<Decision> decisions) {
        List<Decision> replayed = decisions.stream()
                .filter(decision -> decision.predicted().isPresent())
                .toList();
        List<Decision> changes = replayed.stream()
                .filter(decision -> decision.from() != decision.to())
                .toList();
        List<Decision> disagreements =
                replayed.stream().filter(decision -> !decision.agrees()).toList();
        return new Agreement(
                replayed.size(),
                replayed.size() - disagreements.size(),
                changes.size(),
                (int) changes.stream().filter(Decision::agrees).count(),
                disagreements);
    }

    /** The rate over all syncs, 1 if there was none. */
    public double rate() {
        return syncs == 0 ? 1 : (double) agreed / syncs;
    }
}
