package io.scaleproof.loadtest;

import io.scaleproof.loadtest.options.ContractOptions;
import io.scaleproof.loadtest.options.FormatOption;
import io.scaleproof.loadtest.options.LoadOptions;
import io.scaleproof.loadtest.options.OutputOptions;
import io.scaleproof.loadtest.options.TraceOptions;
import io.scaleproof.loadtest.options.TrafficSize;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.report.Reports;
import io.scaleproof.loadtest.report.TraceReport;
import io.scaleproof.loadtest.simulate.Paper;
import io.scaleproof.loadtest.simulate.Timeline;
import io.scaleproof.loadtest.tune.Comparison;
import io.scaleproof.loadtest.tune.Ground;
import io.scaleproof.loadtest.tune.TraceClauses;
import io.scaleproof.loadtest.tune.TraceWords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A run on paper. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "the same on paper, in a second",
        description =
                "Predicts the run on paper, in a second and without a cluster: same plan, same contract, the HPA's own"
                        + " algorithm. A prediction proves nothing; it says what to try. With --trace it runs hours and days of"
                        + " traffic, beside other ways to choose pods.")
final class Simulate implements Callable<Integer> {
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting to try, by its name in pulumi config, or one of the model; they are listed below.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @ArgGroup(validate = false, heading = "%nThe load:%n")
    private final LoadOptions load = new LoadOptions();

    @ArgGroup(validate = false, heading = "%nTraffic in the place of a plan:%n")
    private final TraceOptions traffic = new TraceOptions();

    @ArgGroup(validate = false, heading = "%nThe contract:%n")
    private final ContractOptions judging = new ContractOptions();

    @ArgGroup(validate = false, heading = "%nWhat comes out:%n")
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private FormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = output.report("target/simulation");
        Talk talk = new Talk(spec, format, folder);
        return talk.exitCode(() -> {
            Reports.clear(folder);
            Paper paper = Paper.of(settings);
            Contract contract = judging.contract();
            if (traffic.isGiven() && !load.isTrace()) {
                return compare(paper, contract, folder, talk);
            }
            Plan plan =
                    load.plan(paper.settings().minReplicas(), paper.settings().maxReplicas(), true, contract, traffic);
            sayAssumptions(paper, talk);
            RunRecord run = paper.run(plan, contract, Instant.now());
            Timeline.lines(run).forEach(talk::say);
            return talk.report(run);
        });
    }

    /** Hours and days of traffic, which no plan could tell of. */
    private int compare(Paper paper, Contract contract, Path folder, Talk talk)
            throws IOException, InterruptedException {
        double cost = TrafficSize.cost(paper.sizing(), load.requestMillis(), load.costMillis());
        Ground ground =
                new Ground(TrafficSize.sized(traffic.trace(), paper.sizing(cost), load.pods(), cost), paper, cost);
        TraceClauses clauses = new TraceClauses(contract);
        sayAssumptions(paper, talk);
        TraceWords.trace(ground).forEach(talk::say);
        Comparison comparison = Comparison.of(ground, clauses);
        TraceWords.comparison(comparison).forEach(talk::say);
        return talk.report(
                TraceReport.write(comparison, Scaleproof.VERSION, folder),
                TraceReport.json(comparison),
                comparison.keepsContract());
    }

    private static void sayAssumptions(Paper paper, Talk talk) {
        talk.say("A prediction, not a measurement. What it assumes:");
        paper.words().forEach(assumption -> talk.say("  " + assumption));
    }
}
