package io.scaleproof.loadtest.tune;

import io.scaleproof.loadtest.simulate.Model;
import java.util.List;
import java.util.Map;

/**
 * How the best fares where things are not as they were when it was chosen.
 *
 * @param words what is different
 * @param trial what became of it
 */
public record Robustness(String words, Trial trial) {
    /** No search sees these. */
    private static final int FIRST_FRESH_SEED = 1_001;

    private static final int FRESH_SEEDS = 20;

    static List<Robustness> of(Trial best, Ground ground, TraceClauses clauses, Map<String, String> base) {
        Laboratory same = new Laboratory(ground, clauses, base);
        Laboratory more = new Laboratory(ground.with(ground.trace().scaled(1.1)), clauses, base);
        Laboratory muchMore = new Laboratory(ground.with(ground.trace().scaled(1.25)), clauses, base);
        return List.of(
                of("in 20 other kinds of noise", best.settings(), same, FRESH_SEEDS),
                of("with 10 % more traffic", best.settings(), more, FRESH_SEEDS / 4),
                of("with 25 % more traffic", best.settings(), muchMore, FRESH_SEEDS / 4),
                of("with pods that start twice as slowly", slower(best, ground), same, FRESH_SEEDS / 4));
    }

    private static Robustness of(String words, Map<String, String> settings, Laboratory laboratory, int seeds) {
        return new Robustness(words, laboratory.tryFresh(settings, FIRST_FRESH_SEED, seeds));
    }

    private static Map<String, String> slower(Trial best, Ground ground) {
        Model model = ground.today().model();
        long start = model.started().plus(model.ready()).toMillis();
        return Space.with(best.settings(), "podStart", 2 * start + "ms");
    }
}
