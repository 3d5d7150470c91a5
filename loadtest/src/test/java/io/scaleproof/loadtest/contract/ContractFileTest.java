package io.scaleproof.loadtest.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaleproof.loadtest.record.Contract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractFileTest {

    @Test
    void theContractThatComesWithItHasEveryClause() throws IOException {
        Contract contract = ContractFile.read(Path.of("contract.yaml"), Map.of());
        assertThat(contract)
                .hasNoNullFieldsOrProperties()
                .returns(Optional.of(Duration.ofSeconds(60)), Contract::firstScaleUpWithin)
                .returns(Optional.of(0L), Contract::failedRequestsAtMost)
                .returns(true, Contract::noScaleUpWithoutLoad);
        assertThat(contract.overshootAtMost()).isPresent();
        assertThat(contract.reversalsAtMost()).isPresent();
        assertThat(contract.backToMinimumWithin()).isPresent();
        assertThat(contract.p99AtCapacityWithin()).isPresent();
        assertThat(contract.failedRateAtMost()).isPresent();
        assertThat(contract.capacityWithin()).isPresent();
    }

    @Test
    void whatIsLeftOutIsNotJudged() {
        Contract contract = parse("capacityWithin: 2m");
        assertThat(contract.capacityWithin()).contains(Duration.ofMinutes(2));
        assertThat(contract.overshootAtMost()).isEmpty();
        assertThat(contract.noScaleUpWithoutLoad()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"# nothing\n", "capacityWithin: off\n", "noScaleUpWithoutLoad: false\n"})
    void refusesAContractWithoutAnyClause(String yaml) {
        assertThatThrownBy(() -> ContractFile.parse(yaml, "x.yaml", Map.of()))
                .hasMessage(
                        "x.yaml and --require leave no clause, so that nothing would be judged. Give at least one, as in"
                                + " --require capacityWithin=90s");
    }

    @Test
    void oneClauseOnTheCommandLineIsEnough() {
        assertThat(ContractFile.parse("", "x.yaml", Map.of("capacityWithin", "1s"))
                        .capacityWithin())
                .contains(Duration.ofSeconds(1));
    }

    @Test
    void theCommandLineStandsAboveTheFile() {
        Contract contract = ContractFile.parse(
                "capacityWithin: 60s\novershootAtMost: 1",
                "x.yaml",
                Map.of("capacityWithin", "90s", "overshootAtMost", "off"));
        assertThat(contract.capacityWithin()).contains(Duration.ofSeconds(90));
        assertThat(contract.overshootAtMost()).isEmpty();
    }

    @Test
    void refusesAnUnknownClauseAndNamesTheKnown() {
        assertThatThrownBy(() -> parse("capacityWithn: 60s"))
                .hasMessageStartingWith(
                        "x.yaml has unknown clauses [capacityWithn]; known are [firstScaleUpWithin, capacityWithin,");
        assertThatThrownBy(() -> ContractFile.parse("capacityWithin: 60s", "x.yaml", Map.of("capacityWithn", "60s")))
                .hasMessageStartingWith("--require has unknown clauses [capacityWithn]; known are");
    }

    @Test
    void refusesADurationWithoutAUnit() {
        assertThatThrownBy(() -> parse("capacityWithin: 60"))
                .hasMessage("capacityWithin is '60', which is no duration. Write it like 45s, 250ms or 2m");
    }

    @Test
    void refusesANumberBelowZero() {
        assertThatThrownBy(() -> parse("overshootAtMost: -1"))
                .hasMessage("overshootAtMost is '-1'. It is a number from 0 up");
    }

    @Test
    void refusesAnythingButTrueAndFalse() {
        assertThatThrownBy(() -> parse("noScaleUpWithoutLoad: maybe"))
                .hasMessage("noScaleUpWithoutLoad is 'maybe'. It is true or false");
    }

    @Test
    void refusesWhatIsNotYaml() {
        assertThatThrownBy(() -> parse("- a\n- b")).hasMessageStartingWith("x.yaml is not a contract: ");
    }

    private static Contract parse(String yaml) {
        return ContractFile.parse(yaml, "x.yaml", Map.of());
    }
}
