package io.scaleproof.loadtest.tune;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * Whether settings keep the contract with more traffic, too, in noise that no search sees. The cheapest of a thousand settings
 * keep it by a hair, and the next day breaks it: what was chosen has to be tried on something that it was not chosen by.
 */
final class Headroom {
    private static final long FIRST_SEED = 501;
    private static final int SEEDS = 10;

    private final Laboratory laboratory;
    private final Map<Map<String, String>, Boolean> known = new ConcurrentHashMap<>();

    /** @param percent of traffic beyond what was there */
    Headroom(Ground ground, TraceClauses clauses, Map<String, String> base, int percent) {
        this.laboratory = new Laboratory(ground.with(ground.trace().scaled(1 + percent / 100.0)), clauses, base);
    }

    boolean isLeftBy(Map<String, String> settings) {
        return known.computeIfAbsent(
                settings,
                tried -> LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS)
                        .allMatch(seed -> laboratory.tryFresh(tried, seed, 1).keepsContract()));
    }
}
