package io.scaleproof.service.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class CpuBurnerTest {
    private static final Pace FULL = new Pace(System::nanoTime, () -> 0, 1);

    @Test
    void usesTheCpuTimeOfItsThreadToWithinFourPercent() {
        var burner = new CpuBurner(nanos -> {}, FULL);
        burner.burn(Duration.ofMillis(50));
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < 20; i++) {
            burner.burn(Duration.ofMillis(25));
        }
        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        assertThat(used / 20e6).isBetween(25.0, 26.0);
    }

    @Test
    void saysWhatItHasBurnedWhileItBurns() {
        var burned = new LongAdder();
        Burn burn = new CpuBurner(burned::add, FULL).burn(Duration.ofMillis(25));
        assertThat(burned.sum()).isEqualTo(burn.cpu().toNanos());
    }
}
