package io.scaleproof.loadtest.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks for the best settings: successive halving over settings drawn at random, then one setting at a time from the best.
 *
 * <p>Successive halving (Jamieson and Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization",
 * AISTATS 2016; Hyperband of Li et al., JMLR 2018, is built on it): all candidates are tried in the noise of one seed, the
 * best third in that of two, the best third of these in twice as many, until the rest has been tried in all. The walk that
 * follows tries every value of every setting with the others held, and takes the best, until none is better; its last round
 * is also what tells how much each setting matters. Where the best leaves no headroom, the best that does takes its place.
 */
final class Search {
    private static final int PART = 3;
    private static final int FEW = 6;
    private static final int ROUNDS = 6;
    /** All changes that are given up together may cost so much, as a fraction of the pod-hours. */
    private static final double WORTH = 0.01;

    /** Points of the front that are tried in all noise, so that it is one front and not luck. */
    private static final int FRONT = 24;

    /** So many are looked at for one that leaves headroom. */
    private static final int REPLACEMENTS = 300;

    private final Space space;
    private final Laboratory laboratory;
    private final Headroom headroom;
    private final int candidates;
    private final int seeds;
    private final Random random;
    private final Consumer<String> progress;

    Search(
            Space space,
            Laboratory laboratory,
            Headroom headroom,
            int candidates,
            int seeds,
            long seed,
            Consumer<String> progress) {
        this.space = space;
        this.laboratory = laboratory;
        this.headroom = headroom;
        this.candidates = candidates;
        this.seeds = seeds;
        this.random = new Random(seed);
        this.progress = progress;
    }

    /** The best of all. */
    Trial best() {
        Trial halved = halved();
        Trial best = walked(halved, _ -> true);
        progress.accept("walked from %s to %s pod-hours by one setting at a time"
                .formatted(Amounts.of(halved.podHours()), Amounts.of(best.podHours())));
        return asToday(withHeadroom(best));
    }

    /** The best that keeps the contract with more traffic in other noise, too; {@code best} itself where none does. */
    private Trial withHeadroom(Trial best) {
        if (!best.keepsContract() || headroom.isLeftBy(best.settings())) {
            return best;
        }
        Optional<Trial> other = laboratory.all().stream()
                .sorted(Trial.BETTER)
                .limit(REPLACEMENTS)
                .map(trial -> laboratory.tryOne(trial.settings(), seeds))
                .filter(trial -> trial.keepsContract() && headroom.isLeftBy(trial.settings()))
                .findFirst();
        progress.accept(other.map(found ->
                        "the cheapest breaks the contract with a little more traffic: the cheapest that does not takes %s"
                                .formatted(Amounts.of(found.podHours())))
                .orElse("nothing that was tried keeps the contract with a little more traffic"));
        return other.map(found -> walked(found, headroom::isLeftBy)).orElse(best);
    }

    /** One setting at a time to the best that will do, until none of these is better. */
    private Trial walked(Trial from, Predicate<Map<String, String>> willDo) {
        Trial reached = from;
        for (int round = 0; round < ROUNDS; round++) {
            Optional<Trial> better = better(reached, willDo);
            if (better.isEmpty()) {
                break;
            }
            reached = better.get();
        }
        return reached;
    }

    /** The best of those that differ in one setting, are better and will do. */
    private Optional<Trial> better(Trial than, Predicate<Map<String, String>> willDo) {
        return laboratory.tryAll(neighbours(than).toList(), seeds).stream()
                .sorted(Trial.BETTER)
                .takeWhile(other -> Trial.BETTER.compare(other, than) < 0)
                .filter(other -> willDo.test(other.settings()))
                .findFirst();
    }

    private Trial halved() {
        Set<Map<String, String>> drawn = new LinkedHashSet<>();
        drawn.add(space.today());
        for (int tries = 0; drawn.size() < Math.min(candidates, space.size()) && tries < 20 * candidates; tries++) {
            Map<String, String> any = space.any(random);
            if (Laboratory.isPossible(any)) {
                drawn.add(any);
            }
        }
        List<Trial> left = laboratory.tryAll(drawn, 1);
        laboratory.tryAll(
                Trial.front(left.stream()).stream()
                        .limit(FRONT)
                        .map(Trial::settings)
                        .toList(),
                seeds);
        progress.accept("%d of %s candidates tried, %d keep the contract in the first noise"
                .formatted(
                        drawn.size(),
                        Amounts.of(space.size()),
                        left.stream().filter(Trial::keepsContract).count()));
        int tried = 1;
        while (tried < seeds || left.size() > FEW) {
            tried = Math.min(seeds, 2 * tried);
            int survivors = Math.max(FEW, left.size() / PART);
            left = laboratory.tryAll(
                    left.stream()
                            .sorted(Trial.BETTER)
                            .limit(survivors)
                            .map(Trial::settings)
                            .toList(),
                    tried);
            if (survivors <= FEW && tried == seeds) {
                break;
            }
        }
        return left.stream().min(Trial.BETTER).orElseThrow();
    }

    private Stream<Map<String, String>> neighbours(Trial trial) {
        return space.values().entrySet().stream()
                .flatMap(name ->
                        name.getValue().stream().map(value -> Space.with(trial.settings(), name.getKey(), value)))
                .filter(Laboratory::isPossible)
                .distinct();
    }

    /** What buys next to nothing stays as it is today: fewer changes are easier to defend. */
    private Trial asToday(Trial best) {
        Trial plain = best;
        boolean roomy = headroom.isLeftBy(best.settings());
        for (String name : space.values().keySet()) {
            Map<String, String> back =
                    Space.with(plain.settings(), name, space.today().get(name));
            if (Laboratory.isPossible(back)) {
                Trial without = laboratory.tryOne(back, seeds);
                boolean asGood = without.excess() <= plain.excess()
                        && without.podHours() <= best.podHours() * (1 + WORTH)
                        && (!roomy || headroom.isLeftBy(back));
                plain = asGood ? without : plain;
            }
        }
        return plain;
    }

    /** For each setting that is varied, each of its values with the others as in {@code best}. */
    List<Sensitivity> sensitivity(Trial best) {
        List<Sensitivity> all = new ArrayList<>();
        space.values().forEach((name, some) -> {
            List<Trial> trials = laboratory.tryAll(
                    some.stream()
                            .map(value -> Space.with(best.settings(), name, value))
                            .filter(Laboratory::isPossible)
                            .toList(),
                    seeds);
            all.add(Sensitivity.of(name, best, trials));
        });
        all.sort(Comparator.comparingDouble(Sensitivity::weight).reversed());
        return all;
    }
}
