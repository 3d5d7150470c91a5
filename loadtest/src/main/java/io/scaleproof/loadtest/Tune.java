package io.scaleproof.loadtest;

import io.scaleproof.loadtest.options.ContractOptions;
import io.scaleproof.loadtest.options.FormatOption;
import io.scaleproof.loadtest.options.OutputOptions;
import io.scaleproof.loadtest.options.TraceOptions;
import io.scaleproof.loadtest.options.TrafficSize;
import io.scaleproof.loadtest.options.TuneOptions;
import io.scaleproof.loadtest.report.Reports;
import io.scaleproof.loadtest.report.TraceReport;
import io.scaleproof.loadtest.simulate.Paper;
import io.scaleproof.loadtest.tune.Ground;
import io.scaleproof.loadtest.tune.TraceClauses;
import io.scaleproof.loadtest.tune.TraceWords;
import io.scaleproof.loadtest.tune.Tuner;
import io.scaleproof.loadtest.tune.Tuning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From traffic to settings. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "your traffic in, the settings for it out",
        description =
                "Searches, on paper and without a cluster, the HPA settings that keep the contract on your traffic with the"
                        + " fewest pod-hours; prints them beside today's, with what each change buys, and what to type to have"
                        + " them. A prediction proves nothing: prove --plan trace does.")
final class Tune implements Callable<Integer> {
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "A setting as it is today, by its name in pulumi config, or one of the model; they are listed below.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @ArgGroup(validate = false, heading = "%nThe traffic:%n")
    private final TraceOptions traffic = new TraceOptions();

    @ArgGroup(validate = false, heading = "%nIts size:%n")
    private final TrafficSize size = new TrafficSize();

    @ArgGroup(validate = false, heading = "%nThe search:%n")
    private final TuneOptions search = new TuneOptions();

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
        Path folder = output.report("target/tuning");
        Talk talk = new Talk(spec, format, folder);
        return talk.exitCode(() -> {
            Reports.clear(folder);
            Paper today = Paper.of(settings);
            TraceClauses clauses = new TraceClauses(judging.contract());
            Tuner tuner = search.tuner();
            double cost = size.costMillis(today.sizing());
            Ground ground = new Ground(size.sized(traffic.trace(), today.sizing(cost)), today, cost);
            TraceWords.trace(ground).forEach(talk::say);
            Tuning tuning = tuner.tune(ground, clauses, settings, line -> talk.say("search    " + line));
            TraceWords.tuning(tuning).forEach(talk::say);
            return talk.report(
                    TraceReport.write(tuning, Scaleproof.VERSION, folder),
                    TraceReport.json(tuning),
                    tuning.best().keepsContract());
        });
    }
}
