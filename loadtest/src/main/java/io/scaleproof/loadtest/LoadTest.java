package io.scaleproof.loadtest;

import io.scaleproof.loadtest.contract.Judge;
import io.scaleproof.loadtest.hpa.Replay;
import io.scaleproof.loadtest.load.Endpoint;
import io.scaleproof.loadtest.load.HttpExchange;
import io.scaleproof.loadtest.plan.Calibrator;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.report.Reports;
import io.scaleproof.loadtest.run.Contract;
import io.scaleproof.loadtest.run.CouldNotRun;
import io.scaleproof.loadtest.run.HpaSettings;
import io.scaleproof.loadtest.run.RunOutcome;
import io.scaleproof.loadtest.run.RunRecord;
import io.scaleproof.loadtest.run.Verdict;
import io.scaleproof.loadtest.simulate.Simulator;
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
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Proves that a service scales: plan, run beside watch, judge, report, exit code. */
@Command(
        name = "loadtest",
        mixinStandardHelpOptions = true,
        version = "Scaleproof 0.1.0",
        exitCodeOnExecutionException = 2)
public final class LoadTest implements Callable<Integer> {
    @Mixin
    private Options options;

    /** Exits with 0 if all of the contract was kept, 1 if not, 2 if that could not be found out, 130 by Ctrl-C. */
    public static void main(String[] args) {
        int code = new CommandLine(new LoadTest()).execute(args);
        // Ctrl-C is the JVM's own exit, under way already.
        if (code != 0 && code != RunOutcome.INTERRUPTED.exitCode()) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Reports.clear(options.report());
        try (Stop stop = new Stop()) {
            RunRecord run = explained(judged(run(stop)));
            Summary.lines(run).forEach(System.out::println);
            System.out.println("Report: " + Reports.write(run, options.report()).toUri());
            return run.outcome().exitCode();
        } catch (CouldNotRun e) {
            System.err.printf("%nCould not run: %s%nTry: %s%n", e.getMessage(), e.remedy());
        } catch (IllegalArgumentException e) {
            System.err.printf("%nCould not run: %s%n", e.getMessage());
        }
        return RunOutcome.COULD_NOT_RUN.exitCode();
    }

    private RunRecord run(Stop stop) throws CouldNotRun, IOException, InterruptedException {
        Contract contract = options.contract();
        try (Progress progress = Terminal.open(options.plain());
                Cluster cluster = Cluster.connect(options.context())) {
            FoundTarget target = new TargetFinder(cluster, options.namespace()).find(options.service(), options.url());
            progress.say("target   %s, Deployment %s/%s, HPA %s (context %s)"
                    .formatted(
                            target.base(), target.namespace(), target.deployment(), target.hpa(), cluster.context()));
            try (ClusterWatch watch = new ClusterWatch(cluster.client(), target, InstantSource.system());
                    HttpExchange exchange = new HttpExchange(
                            Endpoint.of(target.base()), options.requestsPerConnection(), options.timeout())) {
                HpaSettings settings = new Preflight(cluster.client(), watch, progress::say)
                        .check(options.readyWithin(), stop::isAsked);
                Plan plan = options.plan(settings.minReplicas(), settings.maxReplicas());
                Calibrated calibrated = calibrate(plan, settings, cluster, watch, exchange);
                calibrated.record().ifPresent(record -> progress.say("measured " + record.words()));
                return new Session(cluster, watch, exchange, options, calibrated, contract, stop, progress).run(plan);
            }
        }
    }

    private Calibrated calibrate(
            Plan plan, HpaSettings settings, Cluster cluster, ClusterWatch watch, HttpExchange exchange)
            throws CouldNotRun, InterruptedException {
        if (!plan.needsSizing()) {
            return Calibrated.declared(settings);
        }
        int millis = options.requestMillis();
        Calibrator.Cost cost = options.costMillis().isPresent()
                ? Calibrator.Cost.declared(options.costMillis().get())
                : new Calibrator(exchange, new CpuCounter(cluster.client(), watch)::millis)
                        .measure(exchange.get(options.path(millis)), millis);
        return Calibrated.measured(cost, plan, settings, watch.cpuRequestMillicores(), millis);
    }

    private static RunRecord judged(RunRecord run) {
        List<Verdict> verdicts = Judge.judge(run);
        return run.judged(run.outcome() == RunOutcome.PASSED ? Judge.outcome(verdicts) : run.outcome(), verdicts);
    }

    private static RunRecord explained(RunRecord run) {
        RunRecord explained = run.explained(Replay.of(run));
        return Simulator.beside(explained).map(explained::beside).orElse(explained);
    }
}
