package io.scaleproof.loadtest;

import io.scaleproof.loadtest.contract.Judge;
import io.scaleproof.loadtest.load.Endpoint;
import io.scaleproof.loadtest.load.HttpExchange;
import io.scaleproof.loadtest.plan.Calibrator;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.run.Contract;
import io.scaleproof.loadtest.run.CouldNotRun;
import io.scaleproof.loadtest.run.RunJson;
import io.scaleproof.loadtest.run.RunOutcome;
import io.scaleproof.loadtest.run.RunRecord;
import io.scaleproof.loadtest.run.Verdict;
import io.scaleproof.loadtest.terminal.Progress;
import io.scaleproof.loadtest.terminal.Summary;
import io.scaleproof.loadtest.terminal.Terminal;
import io.scaleproof.loadtest.watch.Cluster;
import io.scaleproof.loadtest.watch.ClusterWatch;
import io.scaleproof.loadtest.watch.CpuCounter;
import io.scaleproof.loadtest.watch.FoundTarget;
import io.scaleproof.loadtest.watch.Preflight;
import io.scaleproof.loadtest.watch.TargetFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Proves that a service scales: plan, run beside watch, judge, report, exit code. */
@Command(name = "loadtest", mixinStandardHelpOptions = true, version = "Scaleproof 0.1.0")
public final class LoadTest implements Callable<Integer> {
    private static final Duration READY_WITHIN = Duration.ofMinutes(6);

    @Mixin
    private Options options;

    /** Exits with 0 if all of the contract was kept, 1 if not, 2 if that could not be found out. */
    public static void main(String[] args) {
        int code = new CommandLine(new LoadTest()).execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Stop stop = new Stop();
                Progress progress = Terminal.open()) {
            RunRecord run = judged(run(stop, progress));
            Path report = report(run);
            Summary.lines(run).forEach(System.out::println);
            System.out.println("Report: " + report);
            return run.outcome().exitCode();
        } catch (CouldNotRun e) {
            System.err.printf("%nCould not run: %s%nTry: %s%n", e.getMessage(), e.remedy());
            return RunOutcome.COULD_NOT_RUN.exitCode();
        } catch (IllegalArgumentException e) {
            System.err.printf("%nCould not run: %s%n", e.getMessage());
            return RunOutcome.COULD_NOT_RUN.exitCode();
        }
    }

    private RunRecord run(Stop stop, Progress progress) throws CouldNotRun, IOException, InterruptedException {
        Contract contract = options.contract();
        try (Cluster cluster = Cluster.connect(options.context())) {
            FoundTarget target = new TargetFinder(cluster, options.namespace()).find(options.service(), options.url());
            progress.say("target   %s, Deployment %s/%s, HPA %s (context %s)"
                    .formatted(
                            target.base(), target.namespace(), target.deployment(), target.hpa(), cluster.context()));
            try (ClusterWatch watch = new ClusterWatch(cluster.client(), target, InstantSource.system());
                    HttpExchange exchange = new HttpExchange(
                            Endpoint.of(target.base()), options.requestsPerConnection(), options.timeout())) {
                new Preflight(cluster.client(), watch, progress::say).check(READY_WITHIN, stop::isAsked);
                Calibrated calibrated = calibrate(cluster, watch, exchange);
                progress.say("measured " + calibrated.record().words());
                Plan plan = options.plan().plan(calibrated.pods(), options.requestMillis());
                return new Session(cluster, watch, exchange, options, calibrated, contract, stop, progress).run(plan);
            }
        }
    }

    private Calibrated calibrate(Cluster cluster, ClusterWatch watch, HttpExchange exchange)
            throws CouldNotRun, InterruptedException {
        Calibrator calibrator = new Calibrator(exchange, new CpuCounter(cluster.client(), watch)::millis);
        int millis = options.requestMillis();
        return Calibrated.of(calibrator.measure(exchange.get(options.path(millis)), millis), watch, options);
    }

    private static RunRecord judged(RunRecord run) {
        List<Verdict> verdicts = Judge.judge(run);
        RunOutcome outcome = run.outcome() == RunOutcome.PASSED ? Judge.outcome(verdicts) : run.outcome();
        return run.judged(outcome, verdicts);
    }

    private Path report(RunRecord run) throws IOException {
        Path folder = Files.createDirectories(options.report());
        Path json = folder.resolve("report.json");
        RunJson.write(run, json);
        return json;
    }
}
