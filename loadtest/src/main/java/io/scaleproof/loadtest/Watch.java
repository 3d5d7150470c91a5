package io.scaleproof.loadtest;

import io.scaleproof.loadtest.export.Export;
import io.scaleproof.loadtest.options.ContractOptions;
import io.scaleproof.loadtest.options.FormatOption;
import io.scaleproof.loadtest.options.LoadedTargetOptions;
import io.scaleproof.loadtest.options.RunOutputOptions;
import io.scaleproof.loadtest.plan.DurationText;
import io.scaleproof.loadtest.preflight.Preflight;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.report.Reports;
import io.scaleproof.loadtest.session.LoadCommand;
import io.scaleproof.loadtest.session.Stop;
import io.scaleproof.loadtest.session.Traffic;
import io.scaleproof.loadtest.session.Vigil;
import io.scaleproof.loadtest.target.ApiErrors;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.FoundTarget;
import io.scaleproof.loadtest.target.SteadyClock;
import io.scaleproof.loadtest.target.TargetFinder;
import io.scaleproof.loadtest.target.Ways;
import io.scaleproof.loadtest.terminal.Progress;
import io.scaleproof.loadtest.watch.ClusterWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Somebody else's load, watched. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "send nothing: watch your own load tool, or real traffic, and judge the scaling",
        description =
                "Sends nothing. Whatever loads the service, your own load tool or real traffic, is watched: each decision"
                        + " of the HPA is explained as it falls, and the clauses are judged that need no more than what the load did"
                        + " to the pods.")
final class Watch implements Callable<Integer> {
    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "How long to watch, as in 10m. Default: until Ctrl-C, or until the command has ended.")
    private Optional<String> length = Optional.empty();

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            defaultValue = "0s",
            description =
                    "How long to go on watching when the command has ended: the way back down takes minutes. Default: 0s.")
    private String settle;

    @Parameters(
            arity = "0..*",
            paramLabel = "-- COMMAND",
            description =
                    "The load, as it is typed, after --: watch -- k6 run script.js. Its output is passed on, its exit status"
                            + " is judged, and what it says of latencies goes into the report.")
    private List<String> command = List.of();

    @ArgGroup(validate = false, heading = "%nThe target:%n")
    private final LoadedTargetOptions target = new LoadedTargetOptions();

    @ArgGroup(validate = false, heading = "%nThe contract:%n")
    private final ContractOptions judging = new ContractOptions();

    @ArgGroup(validate = false, heading = "%nWhat comes out:%n")
    private final RunOutputOptions output = new RunOutputOptions();

    @Mixin
    private FormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = output.report("target/report");
        Talk talk = new Talk(spec, format, folder, Step.of(System.getenv()));
        try (Stop stop = new Stop()) {
            return talk.exitCode(() -> {
                Reports.clear(folder);
                try (Export export = Export.to(output.export(), Scaleproof.PROGRAM)) {
                    RunRecord run = Judgement.of(ApiErrors.said(() -> run(talk, stop, export)));
                    try {
                        return talk.report(run);
                    } finally {
                        export.ended(run, talk::say);
                    }
                }
            });
        }
    }

    private RunRecord run(Talk talk, Stop stop, Export export) throws CouldNotRun, IOException, InterruptedException {
        Contract contract = judging.ofWatching();
        Optional<Duration> until = length.map(text -> DurationText.parse("--for", text));
        Duration afterwards = DurationText.parse("--settle", settle);
        if (until.isPresent() && !command.isEmpty()) {
            throw new IllegalArgumentException(
                    "--for %s and a command: it is watched for as long as the command runs. Leave --for out, or give --settle"
                            .formatted(length.get()));
        }
        try (Progress progress = talk.watching();
                Cluster cluster = Cluster.connect(target.context());
                Ways ways = new Ways()) {
            FoundTarget found =
                    new TargetFinder(cluster, target.namespace(), ways).findToWatch(target.service(), target.hpa());
            progress.say("target   %s %s/%s, HPA %s (context %s); nothing is sent"
                    .formatted(
                            found.workload().kind(),
                            found.namespace(),
                            found.workload().name(),
                            found.hpa(),
                            cluster.context()));
            try (ClusterWatch watch = new ClusterWatch(cluster, found, SteadyClock.OWN)) {
                new Preflight(cluster, watch, progress::say).checkSeeing(target.readyWithin(), stop::isAsked);
                Duration ahead = cluster.ahead();
                Progress told = export.beside(
                        progress, found.namespace(), found.workload().name(), ahead);
                Vigil vigil = new Vigil(cluster, ahead, watch, contract, stop, told);
                if (command.isEmpty()) {
                    progress.say(until.isPresent() ? "watching for " + length.get() : "watching; Ctrl-C ends it");
                    return vigil.keep(new Traffic(until));
                }
                try (LoadCommand load = LoadCommand.start(command, afterwards, talk::say)) {
                    return vigil.keep(load);
                }
            }
        }
    }
}
