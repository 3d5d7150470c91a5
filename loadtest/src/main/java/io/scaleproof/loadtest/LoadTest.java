package io.scaleproof.loadtest;

import io.scaleproof.loadtest.contract.Judge;
import io.scaleproof.loadtest.hpa.Replay;
import io.scaleproof.loadtest.load.Endpoint;
import io.scaleproof.loadtest.load.HttpExchange;
import io.scaleproof.loadtest.load.Tls;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.preflight.Preflight;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.RunJson;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.report.CompareReport;
import io.scaleproof.loadtest.report.GitHubStep;
import io.scaleproof.loadtest.report.Reports;
import io.scaleproof.loadtest.session.Calibrated;
import io.scaleproof.loadtest.session.Calibrator;
import io.scaleproof.loadtest.session.Cost;
import io.scaleproof.loadtest.session.Requests;
import io.scaleproof.loadtest.session.Session;
import io.scaleproof.loadtest.session.Stop;
import io.scaleproof.loadtest.simulate.Paper;
import io.scaleproof.loadtest.simulate.Simulator;
import io.scaleproof.loadtest.simulate.Timeline;
import io.scaleproof.loadtest.target.ApiErrors;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.FoundTarget;
import io.scaleproof.loadtest.target.TargetFinder;
import io.scaleproof.loadtest.target.Ways;
import io.scaleproof.loadtest.terminal.Progress;
import io.scaleproof.loadtest.terminal.Summary;
import io.scaleproof.loadtest.terminal.Terminal;
import io.scaleproof.loadtest.watch.ClusterWatch;
import io.scaleproof.loadtest.watch.CounterPoll;
import io.scaleproof.loadtest.watch.CpuCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Proves that a service scales: plan, run beside watch, judge, report, exit code. */
@Command(
        name = "loadtest",
        mixinStandardHelpOptions = true,
        version = "Scaleproof 0.1.0",
        exitCodeOnExecutionException = 2,
        sortOptions = false,
        sortSynopsis = false,
        synopsisHeading = "%n",
        customSynopsis = "mvn -pl loadtest exec:java [-Dexec.args=\"OPTIONS\"]",
        usageHelpWidth = 100)
public final class LoadTest implements Callable<Integer> {
    private static final Duration BEYOND_THE_LIMIT = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Mixin
    private Options options;

    /** Exits with 0 if all of the contract was kept, 1 if not, 2 if that could not be found out, 130 by Ctrl-C. */
    public static void main(String[] args) {
        int code = Help.of(new CommandLine(new LoadTest())).execute(args);
        // Ctrl-C is the JVM's own exit, under way already.
        if (code != 0 && code != RunOutcome.INTERRUPTED.exitCode()) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!options.compared().isEmpty()) {
            return orComplain(() ->
                    compare(options.compared().getFirst(), options.compared().getLast()));
        }
        if (options.simulate()) {
            return orComplain(this::simulate);
        }
        try (Stop stop = new Stop()) {
            return orComplain(() -> report(judged(explained(ApiErrors.said(() -> run(stop))))));
        }
    }

    /** What can end with an exit code, or with why not. */
    private interface Task {
        int run() throws CouldNotRun, IOException, InterruptedException;
    }

    private int orComplain(Task task) throws IOException, InterruptedException {
        try {
            return task.run();
        } catch (CouldNotRun e) {
            complain(e.getMessage() + System.lineSeparator() + "Try: " + e.remedy());
            Reports.couldNotRun(e, options.report());
            inWorkflow(step -> step.tell(e));
        } catch (NoSuchFileException e) {
            complain("there is no file " + e.getFile());
        } catch (IllegalArgumentException e) {
            complain(e.getMessage());
        } catch (RuntimeException e) {
            // A fault of this program. Said here, since after Ctrl-C the JVM ends with this method.
            e.printStackTrace(spec.commandLine().getErr());
        }
        return RunOutcome.COULD_NOT_RUN.exitCode();
    }

    private int simulate() throws IOException {
        Reports.clear(options.report());
        Paper paper = Paper.of(options.settings());
        Contract contract = options.contract();
        Plan plan = plan(paper.settings(), contract);
        say("A prediction, not a measurement. What it assumes:");
        paper.model().words().forEach(assumption -> say("  " + assumption));
        RunRecord run = paper.run(plan, contract, Instant.now());
        Timeline.lines(run).forEach(this::say);
        return report(run);
    }

    /** Stages wait as long as the contract allows for what they wait for, and a little longer, to see by how much it came late. */
    private Plan plan(HpaSettings settings, Contract contract) throws IOException {
        return options.plan(settings.minReplicas(), settings.maxReplicas())
                .waiting(
                        contract.capacityWithin().orElse(Duration.ZERO).plus(BEYOND_THE_LIMIT),
                        contract.backToMinimumWithin().orElse(Duration.ZERO).plus(BEYOND_THE_LIMIT));
    }

    private int compare(Path before, Path after) throws IOException {
        String page = CompareReport.of(RunJson.read(before), RunJson.read(after));
        Path file = Files.createDirectories(options.report()).resolve("compare.html");
        say("Comparison: " + Files.writeString(file, page).toUri());
        return CommandLine.ExitCode.OK;
    }

    private int report(RunRecord run) throws IOException {
        Summary.lines(run).forEach(this::say);
        say("Report: " + Reports.write(run, options.report()).toUri());
        inWorkflow(step -> step.tell(run));
        return run.outcome().exitCode();
    }

    private RunRecord run(Stop stop) throws CouldNotRun, IOException, InterruptedException {
        Reports.clear(options.report());
        Contract contract = options.contract();
        Requests requests = options.requests();
        Tls tls = options.tls();
        try (Progress progress = Terminal.open(options.plain());
                Cluster cluster = Cluster.connect(options.context());
                Ways ways = new Ways()) {
            FoundTarget target = new TargetFinder(cluster, options.namespace(), ways)
                    .find(options.service(), options.hpa(), options.url(), options.portForward());
            progress.say("target   %s, Deployment %s/%s, HPA %s (context %s)"
                    .formatted(
                            target.url(""), target.namespace(), target.deployment(), target.hpa(), cluster.context()));
            if (options.insecure()) {
                progress.say("INSECURE every https server is believed, whoever it is (--insecure)");
            }
            Endpoint endpoint = endpoint(target, tls, requests);
            try (ClusterWatch watch = new ClusterWatch(cluster, target, InstantSource.system());
                    HttpExchange exchange = new HttpExchange(
                            endpoint, requests.form(), options.requestsPerConnection(), requests.timeout())) {
                HpaSettings settings =
                        new Preflight(cluster, watch, progress::say).check(options.readyWithin(), stop::isAsked);
                Plan plan = plan(settings, contract);
                CpuCounter counter = new CpuCounter(cluster, watch);
                Duration clusterAhead = cluster.ahead();
                Calibrated calibrated = calibrate(
                        plan,
                        settings,
                        requests,
                        watch,
                        new Calibrator(exchange, watch, counter, clusterAhead, stop, progress::say));
                calibrated.record().ifPresent(record -> progress.say("measured " + record.words()));
                try (CounterPoll counters = new CounterPoll(counter, watch, InstantSource.system())) {
                    return new Session(
                                    cluster,
                                    clusterAhead,
                                    watch,
                                    exchange,
                                    requests,
                                    calibrated,
                                    contract,
                                    counters,
                                    stop,
                                    progress)
                            .run(plan);
                }
            }
        }
    }

    /** Seen to answer, and by whom it should: else every request would fail for a reason that is not the service's. */
    private static Endpoint endpoint(FoundTarget target, Tls tls, Requests requests) throws CouldNotRun {
        Endpoint endpoint = Endpoint.of(target.base(), tls, requests.form().host());
        try {
            endpoint.tryOut();
            return endpoint;
        } catch (SSLException e) {
            if (!isAboutTrust(e)) {
                throw new CouldNotRun(
                        "%s does not speak TLS: %s".formatted(target.base(), e.getMessage()),
                        "where it is plain HTTP: --url http://HOST:PORT",
                        e);
            }
            throw new CouldNotRun(
                    "%s does not prove that it is the server that is asked for: %s"
                            .formatted(target.base(), e.getMessage()),
                    "give the authority that signed its certificate (--ca FILE), the name that it has"
                            + " (--header 'Host: NAME'), or believe it anyway (--insecure)",
                    e);
        } catch (IOException e) {
            throw new CouldNotRun(
                    "Nothing accepts a connection at %s any more: %s".formatted(target.base(), e.getMessage()),
                    "curl -v " + target.base(),
                    e);
        }
    }

    private static boolean isAboutTrust(Throwable problem) {
        return Stream.iterate(problem, Objects::nonNull, Throwable::getCause)
                .anyMatch(
                        cause -> cause instanceof SSLPeerUnverifiedException || cause instanceof CertificateException);
    }

    private Calibrated calibrate(
            Plan plan, HpaSettings settings, Requests requests, ClusterWatch watch, Calibrator calibrator)
            throws CouldNotRun, InterruptedException {
        if (!plan.needsSizing()) {
            return Calibrated.declared(settings, watch.cpuRequestMillicores());
        }
        Cost cost = options.costMillis().isPresent()
                ? Cost.declared(options.costMillis().get())
                : calibrator.measure(requests, settings);
        return Calibrated.measured(cost, plan, settings, watch.cpuRequestMillicores(), requests.millis());
    }

    /** What tells a step of a workflow, and gives what is to be printed. */
    private interface Telling {
        List<String> to(GitHubStep step) throws IOException;
    }

    /** The verdict stands, whatever becomes of that file. */
    private void inWorkflow(Telling telling) {
        if (options.simulate()) {
            return; // a prediction proves nothing of anything
        }
        GitHubStep.of(System.getenv()).ifPresent(step -> {
            try {
                telling.to(step).forEach(this::say);
            } catch (IOException e) {
                say("The step's summary could not be written: " + e);
            }
        });
    }

    private static RunRecord judged(RunRecord run) {
        List<Verdict> verdicts = Judge.judge(run);
        return run.judged(run.outcome() == RunOutcome.PASSED ? Judge.outcome(verdicts) : run.outcome(), verdicts);
    }

    private static RunRecord explained(RunRecord run) {
        RunRecord explained = run.explained(Replay.of(run));
        return Simulator.beside(explained).map(explained::beside).orElse(explained);
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }

    private void complain(String why) {
        spec.commandLine().getErr().printf("%nCould not run: %s%n", why);
    }
}
