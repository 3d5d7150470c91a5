package io.scaleproof.loadtest.tune;

import java.util.List;

/**
 * What one setting does with all others as in the best.
 *
 * @param name of the setting
 * @param best its value there
 * @param trials its values in order, and what became of each
 * @param weight how much it matters: the largest change of pod-hours, as a fraction of the best's, and 1 more where a value
 *     breaks the contract
 */
public record Sensitivity(String name, String best, List<Trial> trials, double weight) {

    static Sensitivity of(String name, Trial best, List<Trial> trials) {
        double most = trials.stream()
                .mapToDouble(trial -> Math.abs(trial.podHours() / best.podHours() - 1))
                .max()
                .orElse(0);
        boolean breaks = best.keepsContract() && trials.stream().anyMatch(trial -> !trial.keepsContract());
        return new Sensitivity(name, best.settings().get(name), trials, most + (breaks ? 1 : 0));
    }
}
