package io.scaleproof.loadtest.tune;

import io.scaleproof.loadtest.policy.KnownPolicy;
import io.scaleproof.loadtest.simulate.Paper;
import io.scaleproof.loadtest.simulate.TraceRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Searches settings for a trace.
 *
 * @param candidates settings to draw at random
 * @param seeds kinds of noise that the survivors are tried in
 * @param seed of the draw
 * @param headroomPercent so much more traffic the best has to stand, in noise that it was not chosen by
 * @param keep names that are left as they are
 * @param vary names beyond the usual that may be varied
 */
public record Tuner(int candidates, int seeds, long seed, int headroomPercent, Set<String> keep, Set<String> vary) {

    /**
     * The whole search.
     *
     * @param given settings of today and of the model, as they were given
     * @param progress is told how it goes
     */
    public Tuning tune(Ground ground, TraceClauses clauses, Map<String, String> given, Consumer<String> progress) {
        Space space = Space.around(ground, keep, vary);
        Map<String, String> base = new LinkedHashMap<>(given);
        Laboratory laboratory = new Laboratory(ground, clauses, base);
        Search search = new Search(
                space,
                laboratory,
                new Headroom(ground, clauses, base, headroomPercent),
                candidates,
                seeds,
                seed,
                progress);
        Trial today = laboratory.tryOne(space.today(), seeds);
        Trial best = search.best();
        List<Sensitivity> sensitivity = search.sensitivity(best);
        Map<String, Trial> buys = new LinkedHashMap<>();
        SettingsText.changed(best.settings(), space.today()).forEach((name, _) -> {
            Map<String, String> back =
                    Space.with(best.settings(), name, space.today().get(name));
            if (Laboratory.isPossible(back)) {
                buys.put(name, laboratory.tryOne(back, seeds));
            }
        });
        List<Trial> whole = laboratory.all().stream()
                .filter(trial -> trial.seeds() == seeds)
                .toList();
        Map<String, TraceRun> runs = runs(ground, laboratory.paper(best.settings()));
        return new Tuning(
                ground,
                clauses,
                today,
                best,
                buys,
                List.copyOf(laboratory.all()),
                Trial.front(whole.stream()),
                sensitivity,
                Robustness.of(best, ground, clauses, base),
                runs.get(KnownPolicy.CLAIRVOYANT.label()),
                runs,
                unvaried(space),
                SettingsText.commands(best.settings(), space.today()),
                SettingsText.patch(laboratory.paper(best.settings())),
                searched(space, laboratory));
    }

    /** Today's settings and the best by the HPA, and the policies to compare with within today's bounds. */
    private static Map<String, TraceRun> runs(Ground ground, Paper best) {
        Map<String, TraceRun> runs = new LinkedHashMap<>();
        runs.put("best", ground.run(best, KnownPolicy.HPA::create));
        runs.put("today", ground.run(ground.today(), KnownPolicy.HPA::create));
        for (KnownPolicy policy : KnownPolicy.values()) {
            if (policy != KnownPolicy.HPA) {
                runs.put(policy.label(), ground.run(ground.today(), policy::create));
            }
        }
        return runs;
    }

    private List<String> unvaried(Space space) {
        List<String> unvaried = new ArrayList<>();
        space.today().forEach((name, value) -> {
            if (!space.values().containsKey(name)) {
                unvaried.add(
                        name + " stayed " + value + (Space.ON_REQUEST.contains(name) ? " (--vary " + name + ")" : ""));
            }
        });
        unvaried.add("cpuRequest, cpuLimit and what a request costs: other pods are another service");
        unvaried.add("selectPolicy stayed Max: the simulator knows no other");
        unvaried.add("a full pod is one at today's target, whatever target was tried");
        return unvaried;
    }

    private String searched(Space space, Laboratory laboratory) {
        return "%s settings tried of %s that there are, by successive halving over up to %d kinds of noise, then by one setting at a time; the best has to keep the contract with %d %% more traffic in other noise, too; seed %d"
                .formatted(Amounts.of(laboratory.all().size()), Amounts.of(space.size()), seeds, headroomPercent, seed);
    }
}
