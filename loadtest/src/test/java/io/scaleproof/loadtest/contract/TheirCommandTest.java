package io.scaleproof.loadtest.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.ForeignLoad;
import io.scaleproof.loadtest.record.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TheirCommandTest {
    @Test
    void aCommandThatWasContentKeepsItsClause() {
        assertThat(judge(Optional.of("k6 run script.js"), Optional.of(0))).containsInstanceOf(Verdict.Passed.class);
    }

    @Test
    void thresholdsThatItSawCrossedBreakIt() {
        assertThat(judge(Optional.of("k6 run script.js"), Optional.of(99)))
                .get()
                .isInstanceOfSatisfying(Verdict.Failed.class, failed -> {
                    assertThat(failed.actual()).isEqualTo("99");
                    assertThat(failed.reason()).contains("k6 run script.js was not content");
                });
    }

    @Test
    void whatWasEndedSaysNothing() {
        assertThat(judge(Optional.of("k6 run script.js"), Optional.empty())).containsInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void trafficWithoutACommandIsNotAsked() {
        assertThat(judge(Optional.empty(), Optional.empty())).isEmpty();
    }

    private static Optional<Verdict> judge(Optional<String> command, Optional<Integer> exitCode) {
        return TheirCommand.judge(new ForeignLoad(command, exitCode, List.of()));
    }
}
