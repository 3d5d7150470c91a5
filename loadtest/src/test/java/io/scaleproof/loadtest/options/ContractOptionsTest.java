package io.scaleproof.loadtest.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaleproof.loadtest.record.Contract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void trafficIsNotAskedForOneSurgeAndOneWayBackUnlessThatIsWanted(@TempDir Path folder) throws Exception {
        Contract contract = given().ofTraffic();

        assertThat(contract.firstScaleUpWithin()).isEmpty();
        assertThat(contract.backToMinimumWithin()).isEmpty();
        assertThat(contract.reversalsAtMost()).isEmpty();
        assertThat(contract.capacityWithin()).contains(Duration.ofSeconds(90));
        assertThat(contract.failedRequestsAtMost()).contains(0L);
        assertThat(given("--require", "reversalsAtMost=2").ofTraffic().reversalsAtMost())
                .contains(2);
        Path own = Files.writeString(folder.resolve("contract.yaml"), "firstScaleUpWithin: 40s\n");
        assertThat(given("--contract", own.toString()).ofTraffic().firstScaleUpWithin())
                .contains(Duration.ofSeconds(40));
    }

    private static ContractOptions given(String... arguments) {
        ContractOptions options = new ContractOptions();
        new CommandLine(options).parseArgs(arguments);
        return options;
    }
}
