import io.scaleproof.loadtest.plan.BuiltInPlan;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.simulate.Paper;
import java.time.Instant;
import java.util.Map;

/** Prints pods, simulated seconds and milliseconds taken of a surge that needs 10,000 pods: in a fresh JVM, and then warm. */
public final class SimulatorBench {
    private SimulatorBench() {}

    public static void main(String[] args) {
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            RunRecord run = simulate();
            System.out.printf(
                    "%d %d %d%n",
                    run.pods().size(), run.length().toSeconds(), (System.nanoTime() - start) / 1_000_000);
        }
    }

    private static RunRecord simulate() {
        Plan plan = BuiltInPlan.SURGE.plan(10_000, new BuiltInPlan.Requests(25, 1));
        return Paper.of(Map.of("maxReplicas", "12000")).run(plan, Contract.NONE, Instant.now());
    }
}
