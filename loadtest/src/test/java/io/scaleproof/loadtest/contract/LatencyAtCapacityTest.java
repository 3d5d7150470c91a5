package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.scaleproof.loadtest.record.Verdict;
import org.junit.jupiter.api.Test;

/** The load is held at its capacity from 50 s to 70 s, at 11.5 requests a second; 250 ms are allowed. */
class LatencyAtCapacityTest {
    @Test
    void whereOnlySecondsWereSlowInWhichTheGeneratorWasLateTheOthersTell() {
        Runs runs =
                good().p99Millis(900).slow(55, 900).late(55, 640).slow(56, 700).late(56, 500);

        assertThat(judged(runs))
                .asInstanceOf(type(Verdict.Passed.class))
                .extracting(Verdict.Passed::actual)
                .isEqualTo("at most 60 ms in 18 of 20 s, in the others the load generator was late");
    }

    @Test
    void oneSlowSecondThatWasOnTimeIsTheServices() {
        Runs runs = good().p99Millis(900).slow(55, 900).late(55, 640).slow(56, 700);

        assertThat(judged(runs)).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void lessThanHalfOfTheTimeTellsNothing() {
        Runs runs = good().p99Millis(900);
        for (long second = 50; second < 61; second++) {
            runs.slow(second, 900).late(second, 640);
        }

        assertThat(judged(runs)).isInstanceOf(Verdict.Unknown.class);
    }

    private static Verdict judged(Runs runs) {
        return runs.verdict("p99AtCapacityWithin");
    }
}
