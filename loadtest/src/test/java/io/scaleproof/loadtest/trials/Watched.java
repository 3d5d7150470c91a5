package io.scaleproof.loadtest.trials;

import io.scaleproof.loadtest.contract.Judge;
import io.scaleproof.loadtest.hpa.Replay;
import io.scaleproof.loadtest.record.ForeignLoad;
import io.scaleproof.loadtest.record.GeneratorHealth;
import io.scaleproof.loadtest.record.LatencySummary;
import io.scaleproof.loadtest.record.Ledger;
import io.scaleproof.loadtest.record.PlanRun;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run as somebody would have seen it who sent nothing, and knew nothing of the load. */
public final class Watched {
    private Watched() {}

    /** {@code run} without all that only its sender knows, judged anew. */
    public static RunRecord of(RunRecord run) {
        RunRecord watched = new RunRecord(
                run.schema(),
                run.started(),
                run.length(),
                RunOutcome.PASSED,
                Optional.empty(),
                run.target(),
                run.environment(),
                new PlanRun("watch", "Somebody else's load", List.of()),
                Optional.empty(),
                Optional.of(new ForeignLoad(Optional.empty(), Optional.empty(), List.of())),
                run.contract().ofWatching(),
                List.of(),
                new GeneratorHealth(0, 0, 0, 0, 0, 0),
                LatencySummary.NONE,
                Map.of(),
                List.of(),
                run.autoscaler(),
                run.hpa(),
                run.deployments(),
                run.endpoints(),
                run.usages(),
                List.of(),
                run.metricReadings(),
                run.pods(),
                run.nodes(),
                run.events(),
                List.of(),
                List.of(),
                new Ledger(0, 0, List.of()),
                run.watch(),
                Optional.empty(),
                Optional.empty());
        RunRecord explained = watched.explained(Replay.of(watched));
        var verdicts = Judge.judge(explained);
        return explained.judged(Judge.outcome(verdicts), verdicts);
    }
}
