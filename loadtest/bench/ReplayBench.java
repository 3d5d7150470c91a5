import io.scaleproof.loadtest.hpa.Replay;
import io.scaleproof.loadtest.plan.BuiltInPlan;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.RunJson;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.simulate.Paper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Prints pods, simulated seconds, syncs in that time, milliseconds taken to replay one of them, and megabytes of report.json, of
 * half an hour at a load that needs 480 pods: in a fresh JVM, and then warm.
 */
public final class ReplayBench {
    private static final int SYNC_SECONDS = 15;

    private ReplayBench() {}

    public static void main(String[] args) throws IOException {
        RunRecord run = simulate();
        Path file = Files.createTempFile("scaleproof-bench", ".json");
        RunJson.write(run, file);
        double megabytes = Files.size(file) / 1e6;
        Files.delete(file);
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            List<Decision> decisions = Replay.of(run);
            double millis = (System.nanoTime() - start) / 1e6;
            long syncs = run.length().toSeconds() / SYNC_SECONDS;
            System.out.printf(
                    "%d %d %d %.2f %.1f %d%n",
                    run.pods().size(), run.length().toSeconds(), syncs, millis / syncs, megabytes, decisions.size());
        }
    }

    private static RunRecord simulate() {
        Plan plan = BuiltInPlan.SOAK.plan(480, new BuiltInPlan.Requests(25, 1));
        return Paper.of(Map.of("maxReplicas", "500")).run(plan, Contract.NONE, Instant.now());
    }
}
