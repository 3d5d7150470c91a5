package io.scaleproof.loadtest.tune;

import io.scaleproof.loadtest.simulate.TraceRun;
import java.util.List;
import java.util.Map;

/**
 * What a search found.
 *
 * @param ground what was tried on
 * @param clauses what had to be kept
 * @param today the settings as they are, in the same noise as the best
 * @param best those that keep the contract with the fewest pod-hours; the nearest to it where none keeps it
 * @param buys what each changed setting buys: the best with that one as it is today, by its name
 * @param trials everything that was tried
 * @param front those than which none is both cheaper and less late, from the cheapest on
 * @param sensitivity what each setting does, those that matter most first
 * @param robustness how the best fares where things are otherwise
 * @param floor the clairvoyant, without noise
 * @param runs the policies to compare with and today and the best, without noise, by name
 * @param unvaried what was left as it is
 * @param commands what to type
 * @param patch the same as YAML
 * @param searched in words, what was searched and how
 */
public record Tuning(
        Ground ground,
        TraceClauses clauses,
        Trial today,
        Trial best,
        Map<String, Trial> buys,
        List<Trial> trials,
        List<Trial> front,
        List<Sensitivity> sensitivity,
        List<Robustness> robustness,
        TraceRun floor,
        Map<String, TraceRun> runs,
        List<String> unvaried,
        List<String> commands,
        List<String> patch,
        String searched) {

    /** Settings of the best that differ from today's. */
    public Map<String, String> changes() {
        return SettingsText.changed(best.settings(), today.settings());
    }
}
