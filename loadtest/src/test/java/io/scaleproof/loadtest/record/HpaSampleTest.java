package io.scaleproof.loadtest.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HpaSampleTest {
    private static final HpaSample.Current QUEUE = new HpaSample.Current("s1-prometheus", Optional.empty(), 4);
    private static final HpaSample.Current MEMORY = new HpaSample.Current("memory", Optional.of(70), 1e8);
    private static final HpaSample.Current CPU = new HpaSample.Current("cpu", Optional.of(5), 0.005);

    @Test
    void theFirstUtilizationMayStandBehindMetricsWithoutOne() {
        assertThat(of(QUEUE, CPU).utilizationPercent()).contains(5);
        assertThat(of(QUEUE, MEMORY, CPU).utilizationPercent()).contains(70);
        assertThat(of(QUEUE).utilizationPercent()).isEmpty();
    }

    @Test
    void cpusIsNotTakenForMemorys() {
        assertThat(of(MEMORY, CPU).cpuUtilizationPercent()).contains(5);
        assertThat(of(MEMORY).cpuUtilizationPercent()).isEmpty();
    }

    private static HpaSample of(HpaSample.Current... metrics) {
        return new HpaSample(Duration.ZERO, 1, 1, List.of(metrics), List.of(), Optional.empty());
    }
}
