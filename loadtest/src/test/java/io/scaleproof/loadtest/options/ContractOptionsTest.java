package io.scaleproof.loadtest.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaleproof.loadtest.record.Contract;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ContractOptionsTest {
    @Test
    void aLoadThatIsOnlyWatchedIsHeldToWhatCanBeSeenOfIt() throws Exception {
        Contract contract = given().ofWatching();

        assertThat(contract.capacityWithin()).contains(Duration.ofSeconds(90));
        assertThat(contract.metricsAgeAtMost()).contains(Duration.ofSeconds(60));
        assertThat(contract.failedRequestsAtMost()).isEmpty();
        assertThat(contract.p99AtCapacityWithin()).isEmpty();
        assertThat(contract.backToMinimumWithin()).isEmpty();
    }

    @Test
    void theWayBackIsJudgedWhereItIsAskedFor() throws Exception {
        assertThat(given("--require", "backToMinimumWithin=3m").ofWatching().backToMinimumWithin())
                .contains(Duration.ofMinutes(3));
    }

    @Test
    void aClauseOnRequestsCannotBeAskedOfALoadThatIsOnlyWatched() {
        assertThatThrownBy(() -> given("--require", "failedRequestsAtMost=0").ofWatching())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--require failedRequestsAtMost cannot be judged by watching")
                .hasMessageContaining("with the verb prove");
    }

    private static ContractOptions given(String... arguments) {
        ContractOptions options = new ContractOptions();
        new CommandLine(options).parseArgs(arguments);
        return options;
    }
}
