package io.scaleproof.loadtest.trials;

import io.scaleproof.loadtest.record.Contract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Makes a trial of a seed. */
final class Trials {
    private static final List<PlanKind> USUAL = List.of(
            PlanKind.SURGE,
            PlanKind.SURGE,
            PlanKind.RAMP,
            PlanKind.RAMP,
            PlanKind.SPIKE,
            PlanKind.STAIRCASE,
            PlanKind.STAIRCASE,
            PlanKind.TWO_PEAKS,
            PlanKind.FADE_OUT,
            PlanKind.RATES,
            PlanKind.RATES);
    private static final double SOAKS = 0.02;
    private static final double BROKEN = 0.4;
    private static final double SATURATING = 0.1;
    private static final double HIDDEN = 0.12;

    private Trials() {}

    static Trial of(long seed) {
        Chance chance = new Chance(seed);
        return chance.once(BROKEN) ? broken(seed, chance) : good(seed, chance);
    }

    private static Trial good(long seed, Chance chance) {
        PlanKind plan = chance.once(SOAKS) ? PlanKind.SOAK : chance.of(USUAL);
        GoodStacks stacks = new GoodStacks(chance);
        Stack stack =
                plan == PlanKind.SURGE && chance.once(SATURATING * 4) ? stacks.saturating(plan) : stacks.any(plan, 1);
        return new Trial(
                seed, plan, stack, new Limits(stack).contract(), Optional.empty(), spoilings(plan, stack, chance));
    }

    private static Trial broken(long seed, Chance chance) {
        Defect defect = chance.of(List.of(Defect.values()));
        PlanKind plan = chance.of(List.copyOf(new TreeSet<>(defect.plans())));
        Stack stack = new GoodStacks(chance).any(plan, defect.fewestPods());
        // Pods at rest that read as load would hide how slowly others go.
        stack.idleMillicores = Math.min(stack.idleMillicores, stack.fullMillicores() * stack.min / (2.5 * stack.pods));
        if (!defect.showsOnMinikube() && stack.resolution.toSeconds() > 15) {
            stack.resolution = Duration.ofSeconds(15);
        }
        Contract contract = new Limits(stack).contract();
        defect.plant(stack);
        return new Trial(seed, plan, stack, contract, Optional.of(defect), spoilings(plan, stack, chance));
    }

    private static List<Spoiling> spoilings(PlanKind plan, Stack stack, Chance chance) {
        List<Spoiling> spoilings = new ArrayList<>();
        if (chance.once(HIDDEN) && plan != PlanKind.SPIKE && !stack.saturates) {
            spoilings.add(chance.of(Spoiling.HIDING));
        } else if (chance.once(0.5)) {
            spoilings.add(chance.of(Spoiling.HARMLESS));
        }
        return spoilings;
    }
}
