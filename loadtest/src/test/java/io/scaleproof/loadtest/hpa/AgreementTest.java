package io.scaleproof.loadtest.hpa;

import static io.scaleproof.loadtest.hpa.Given.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.Decision;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgreementTest {

    @Test
    void whatCouldNotBeReplayedCountsNeitherWay() {
        Agreement agreement = Agreement.of(List.of(
                decision(1, 4, Optional.of(4)), decision(4, 5, Optional.of(6)), decision(5, 9, Optional.empty())));

        assertThat(agreement.syncs()).isEqualTo(2);
        assertThat(agreement.changes()).isEqualTo(2);
        assertThat(agreement.changesAgreed()).isEqualTo(1);
        assertThat(agreement.rate()).isEqualTo(0.5);
    }

    @Test
    void nothingReplayedIsNoDisagreement() {
        assertThat(Agreement.of(List.of(decision(1, 2, Optional.empty()))).rate())
                .isEqualTo(1);
    }

    private static Decision decision(int from, int to, Optional<Integer> predicted) {
        return new Decision(seconds(0), from, to, Optional.empty(), predicted, Optional.empty(), List.of());
    }
}
