package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.run.RunRecord;
import java.lang.management.ManagementFactory;

/** Prints how long a surge to 10,000 pods takes to simulate, the first time in a fresh JVM and then warm. */
public final class SimulatorBench {
    private SimulatorBench() {}

    public static void main(String[] args) {
        for (int round = 1; round <= 5; round++) {
            long start = System.nanoTime();
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            RunRecord run = Simulator.run(
                    Scenarios.of(
                            Scenarios.plan(10_000), Scenarios.hpa(10, 12_000, Scenarios.FAST_UP, Scenarios.FAST_DOWN)),
                    Scenarios.STARTED);
            long millis = (System.nanoTime() - start) / 1_000_000;
            long cpuMillis = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1_000_000;
            System.out.printf(
                    "simulated %d pods over %d s in %d ms, %d ms of CPU (round %d)%n",
                    run.pods().size(), run.length().toSeconds(), millis, cpuMillis, round);
        }
    }
}
