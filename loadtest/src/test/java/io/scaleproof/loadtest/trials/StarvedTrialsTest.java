package io.scaleproof.loadtest.trials;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.contract.Judge;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Good stacks on a machine that has no processor to spare for a while: the HPA sees less than the load asks for, and follows. */
class StarvedTrialsTest {
    private static final long TRIALS = 300;
    private static final Set<String> STEADY = Set.of("reversalsAtMost", "overshootAtMost", "noScaleUpWithoutLoad");

    private static List<RunRecord> runs;

    @BeforeAll
    static void run() {
        runs = LongStream.range(0, TRIALS)
                .parallel()
                .mapToObj(StarvedTrialsTest::trial)
                .map(Trial::run)
                .toList();
        System.out.printf(
                "%d trials on a starved machine: %d unknown for it, %d of them broken on a quiet one%n",
                TRIALS,
                those(StarvedTrialsTest::isUnknown).size(),
                those(run -> isUnknown(run) && isBroken(onAQuietMachine(run))).size());
    }

    private static Trial trial(long seed) {
        Chance chance = new Chance(seed + 5_000_000);
        PlanKind plan = chance.of(List.of(PlanKind.RATES, PlanKind.RAMP, PlanKind.STAIRCASE, PlanKind.TWO_PEAKS));
        Stack stack = new GoodStacks(chance).any(plan, 3);
        // What a request costs is known by the pods' own counters: they tell of CPU that was had, as answers do.
        stack.readsCounters = true;
        stack.starvedFrom = chance.seconds(20, 90);
        stack.starvedFor = chance.seconds(60, 240);
        stack.starvedPart = chance.between(0.4, 0.85);
        return new Trial(seed, plan, stack, new Limits(stack).contract(), Optional.empty(), List.of());
    }

    @Test
    void whatTheMachineMadeTheHpaDoIsNotCalledBroken() {
        assertThat(those(StarvedTrialsTest::isBroken))
                .extracting(run -> steady(run, _ -> true).toList())
                .isEmpty();
    }

    @Test
    void theSameOnAQuietMachineIs() {
        List<RunRecord> unknown = those(StarvedTrialsTest::isUnknown);

        assertThat(unknown.size()).isGreaterThan(10);
        assertThat(unknown.stream().map(StarvedTrialsTest::onAQuietMachine).filter(StarvedTrialsTest::isBroken))
                .hasSameSizeAs(unknown);
    }

    private static RunRecord onAQuietMachine(RunRecord run) {
        Changed quiet = new Changed(run);
        quiet.starved.clear();
        RunRecord changed = quiet.run();
        List<Verdict> verdicts = Judge.judge(changed);
        return changed.judged(Judge.outcome(verdicts), verdicts);
    }

    private static List<RunRecord> those(Predicate<RunRecord> which) {
        return runs.stream().filter(which).toList();
    }

    private static boolean isBroken(RunRecord run) {
        return steady(run, Verdict.Failed.class::isInstance).findAny().isPresent();
    }

    private static boolean isUnknown(RunRecord run) {
        return steady(
                        run,
                        verdict -> verdict instanceof Verdict.Unknown open
                                && open.reason().contains("no processor to spare"))
                .findAny()
                .isPresent();
    }

    private static Stream<Verdict> steady(RunRecord run, Predicate<Verdict> which) {
        return run.verdicts().stream()
                .filter(verdict -> STEADY.contains(verdict.clause()))
                .filter(which);
    }
}
