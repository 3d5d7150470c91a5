package io.scaleproof.loadtest.tune;

import io.scaleproof.loadtest.simulate.Paper;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/** Tries settings, each in the noise of each seed once; several at a time. Its answers do not depend on their order. */
final class Laboratory {
    private final Ground ground;
    private final TraceClauses clauses;
    private final Map<String, String> base;
    private final Map<Map<String, String>, Trial> known = new ConcurrentHashMap<>();

    /** @param base what was given beyond the settings that can be varied, such as a pod's start */
    Laboratory(Ground ground, TraceClauses clauses, Map<String, String> base) {
        this.ground = ground;
        this.clauses = clauses;
        this.base = base;
    }

    /** All of {@code candidates} in the noise of so many seeds, from 1 on. */
    List<Trial> tryAll(Collection<Map<String, String>> candidates, int seeds) {
        return candidates.parallelStream()
                .map(settings -> tryOne(settings, seeds))
                .toList();
    }

    Trial tryOne(Map<String, String> settings, int seeds) {
        Trial trial = known.get(settings);
        Paper paper = paper(settings);
        for (long seed = trial == null ? 1 : trial.seeds() + 1; seed <= seeds; seed++) {
            Trial one = Trial.of(settings, ground.run(paper, seed), clauses);
            trial = trial == null ? one : trial.and(one);
        }
        known.put(settings, trial);
        return trial;
    }

    /** The same in the noise of seeds that nothing was chosen by. */
    Trial tryFresh(Map<String, String> settings, long firstSeed, int seeds) {
        Paper paper = paper(settings);
        return LongStream.range(firstSeed, firstSeed + seeds)
                .parallel()
                .mapToObj(seed -> Trial.of(settings, ground.run(paper, seed), clauses))
                .reduce(Trial::and)
                .orElseThrow();
    }

    /** Everything that was tried. */
    Collection<Trial> all() {
        return known.values();
    }

    Paper paper(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(base);
        all.putAll(settings);
        return Paper.of(all);
    }

    /** Whether these can be set at all: a minimum above the maximum cannot. */
    static boolean isPossible(Map<String, String> settings) {
        return Integer.parseInt(settings.get("minReplicas")) <= Integer.parseInt(settings.get("maxReplicas"));
    }
}
