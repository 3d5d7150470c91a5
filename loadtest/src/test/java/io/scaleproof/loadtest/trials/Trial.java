package io.scaleproof.loadtest.trials;

import io.scaleproof.loadtest.contract.Judge;
import io.scaleproof.loadtest.hpa.Replay;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.record.Calibration;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.WatchHealth.Starved;
import io.scaleproof.loadtest.simulate.Scenario;
import io.scaleproof.loadtest.simulate.Simulator;
import io.scaleproof.loadtest.trials.Spoiling.Hides;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A run of which it is known what is to come of it.
 *
 * @param seed all that is left to chance
 * @param plan the load
 * @param stack what is loaded
 * @param defect what is broken about it; nothing where empty
 * @param spoilings what the prober misses
 */
record Trial(
        long seed, PlanKind plan, Stack stack, Contract contract, Optional<Defect> defect, List<Spoiling> spoilings) {
    private static final Instant STARTED = Instant.parse("2026-11-24T09:00:00Z");

    Hides hidden() {
        return spoilings.stream()
                .map(Spoiling::hides)
                .max(Comparator.naturalOrder())
                .orElse(Hides.NOTHING);
    }

    /** The run as the load test would have seen it, judged as it would have been. */
    RunRecord run() {
        Chance chance = new Chance(seed + 1_000_000);
        Plan load = plan.plan(stack, contract, chance);
        RunRecord run = Simulator.run(
                Scenario.of(load, stack.sizing(), stack.settings(), plan.asks(contract), stack.model())
                        .in(new StackWeather(stack, chance)),
                STARTED);
        Changed changed = new Changed(run);
        changed.answerSlower(stack.answersSlower);
        if (stack.starvedFor.isPositive()) {
            changed.starved.add(new Starved(stack.starvedFrom, stack.starvedFrom.plus(stack.starvedFor)));
        }
        // A plan of rates alone is not calibrated.
        changed.calibration = plan == PlanKind.RATES
                ? Optional.empty()
                : run.calibration().map(before -> byCounter(before, stack.believedIdleMillicores()));
        run = changed.run();
        for (Spoiling spoiling : spoilings) {
            run = spoiling.on(run, chance);
        }
        RunRecord explained = run.explained(Replay.of(run));
        var verdicts = Judge.judge(explained);
        return explained.judged(Judge.outcome(verdicts), verdicts);
    }

    /** As if it had been measured before the run, as it is where pods keep a counter. */
    private static Calibration byCounter(Calibration before, double idleMillicores) {
        return new Calibration(
                before.cpuMillisPerRequest(),
                idleMillicores,
                before.fullPodMillicores(),
                before.pods(),
                before.rate(),
                before.requestMillis(),
                40,
                0,
                Calibration.Source.COUNTER,
                before.words());
    }

    @Override
    public String toString() {
        return "seed %d: %s, %s%s (%s)"
                .formatted(
                        seed,
                        defect.map(Enum::name).orElse("good"),
                        plan,
                        spoilings.isEmpty() ? "" : ", " + spoilings,
                        stack);
    }
}
