package io.scaleproof.service.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CpuBurnerTest {
    @Test
    void usesTheCpuTimeOfItsThreadToWithinFourPercent() {
        var burner = new CpuBurner();
        burner.burn(Duration.ofMillis(50));
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < 20; i++) {
            burner.burn(Duration.ofMillis(25));
        }
        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        assertThat(used / 20e6).isBetween(25.0, 26.0);
    }
}
