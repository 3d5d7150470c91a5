package io.scaleproof.service.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CpuBurnerTest {
    private static final BurnThrottle FULL = new BurnThrottle(System::nanoTime, () -> 0, 1);

    @Test
    void usesTheCpuTimeOfItsThreadToWithinFourPercent() {
        var burner = new CpuBurner(nanos -> {}, FULL);
        burner.burn(Duration.ofMillis(50), () -> false);
        // The median: what a hypervisor takes in mid-burn, some kernels count as used.
        double[] used = DoubleStream.generate(() -> cpuMillisOf(() -> burner.burn(Duration.ofMillis(25), () -> false)))
                .limit(21)
                .sorted()
                .toArray();
        assertThat(used[10]).isBetween(25.0, 26.0);
    }

    private static double cpuMillisOf(Runnable work) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run();
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6;
    }

    @Test
    void saysWhatItHasBurnedWhileItBurns() {
        var burned = new LongAdder();
        Burn burn = new CpuBurner(burned::add, FULL).burn(Duration.ofMillis(25), () -> false);
        assertThat(burned.sum()).isEqualTo(burn.cpu().toNanos());
    }

    @Test
    void endsEarlyWhenNobodyWantsItAnyMore() {
        var burned = new LongAdder();
        Burn burn = new CpuBurner(burned::add, FULL)
                .burn(
                        Duration.ofSeconds(60),
                        () -> burned.sum() >= Duration.ofMillis(5).toNanos());
        assertThat(burn.cpu()).isBetween(Duration.ofMillis(5), Duration.ofSeconds(30));
    }
}
