package io.scaleproof.loadtest;

import io.scaleproof.loadtest.export.Export;
import io.scaleproof.loadtest.load.Endpoint;
import io.scaleproof.loadtest.load.HttpExchange;
import io.scaleproof.loadtest.load.Tls;
import io.scaleproof.loadtest.options.ContractOptions;
import io.scaleproof.loadtest.options.FormatOption;
import io.scaleproof.loadtest.options.LoadOptions;
import io.scaleproof.loadtest.options.LoadedTargetOptions;
import io.scaleproof.loadtest.options.RequestOptions;
import io.scaleproof.loadtest.options.RunOutputOptions;
import io.scaleproof.loadtest.options.TraceOptions;
import io.scaleproof.loadtest.options.WayOptions;
import io.scaleproof.loadtest.options.WorkerOptions;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.preflight.Preflight;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.report.Reports;
import io.scaleproof.loadtest.session.Calibrated;
import io.scaleproof.loadtest.session.Calibrator;
import io.scaleproof.loadtest.session.LoadSource;
import io.scaleproof.loadtest.session.LocalSource;
import io.scaleproof.loadtest.session.Requests;
import io.scaleproof.loadtest.session.Session;
import io.scaleproof.loadtest.session.Sizer;
import io.scaleproof.loadtest.session.SizingChoice;
import io.scaleproof.loadtest.session.Stop;
import io.scaleproof.loadtest.target.ApiErrors;
import io.scaleproof.loadtest.target.Approach;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.FoundTarget;
import io.scaleproof.loadtest.target.Rights;
import io.scaleproof.loadtest.target.SteadyClock;
import io.scaleproof.loadtest.target.TargetFinder;
import io.scaleproof.loadtest.target.Ways;
import io.scaleproof.loadtest.terminal.Progress;
import io.scaleproof.loadtest.watch.ClusterWatch;
import io.scaleproof.loadtest.watch.CounterPoll;
import io.scaleproof.loadtest.watch.CpuCounter;
import io.scaleproof.loadtest.workers.LoadSpec;
import io.scaleproof.loadtest.workers.WorkerJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Proves that a service scales: plan, run beside watch, judge, report, exit code. */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "send load, watch, judge and explain; what is done without a verb",
        description =
                "Sends a load, watches the HPA, judges what happened against a contract, and explains it. This is what is"
                        + " done where no verb is given.")
final class Prove implements Callable<Integer> {
    /** Measuring what a request costs, above all. */
    private static final Duration BESIDE_THE_PLAN = Duration.ofMinutes(15);

    @ArgGroup(validate = false, heading = "%nThe target:%n")
    private final LoadedTargetOptions target = new LoadedTargetOptions();

    @ArgGroup(validate = false, heading = "%nThe way to it:%n")
    private final WayOptions way = new WayOptions();

    @ArgGroup(validate = false, heading = "%nThe load:%n")
    private final LoadOptions load = new LoadOptions();

    @ArgGroup(validate = false, heading = "%nThe trace of --plan trace:%n")
    private final TraceOptions traffic = new TraceOptions();

    @ArgGroup(validate = false, heading = "%nWho sends it:%n")
    private final WorkerOptions sending = new WorkerOptions();

    @ArgGroup(validate = false, heading = "%nA request:%n")
    private final RequestOptions request = new RequestOptions();

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
        Talk talk = new Talk(spec, format, folder(), Step.of(System.getenv()));
        try (Stop stop = new Stop()) {
            return talk.exitCode(() -> {
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

    private Path folder() {
        return output.report("target/report");
    }

    private RunRecord run(Talk talk, Stop stop, Export export) throws CouldNotRun, IOException, InterruptedException {
        Reports.clear(folder());
        Contract contract = load.isTrace() ? judging.ofTraffic() : judging.contract();
        load.check(traffic);
        if (load.isTrace()) {
            talk.say("traffic  " + traffic.trace().words());
            traffic.trace().notes().forEach(note -> talk.say("         " + note));
        }
        Requests requests = request.requests(load.requestMillis());
        SizingChoice sizing = load.sizedBy();
        Tls tls = request.tls();
        Optional<Integer> workers = sending.workers(way);
        try (Progress progress = talk.progress(output.plain());
                Cluster cluster = Cluster.connect(target.context());
                Ways ways = new Ways()) {
            TargetFinder finder = new TargetFinder(cluster, target.namespace(), ways);
            FoundTarget found = workers.isPresent()
                    ? finder.findInside(target.service(), target.hpa(), way.url())
                    : finder.find(target.service(), target.hpa(), way.url(), way.portForward());
            if (workers.isPresent()) {
                Rights.requireForWorkers(cluster, found.namespace());
            }
            progress.say("target   %s, %s %s/%s, HPA %s (context %s)"
                    .formatted(
                            found.url(""),
                            found.workload().kind(),
                            found.namespace(),
                            found.workload().name(),
                            found.hpa(),
                            cluster.context()));
            if (request.insecure()) {
                progress.say("INSECURE every https server is believed, whoever it is (--insecure)");
            }
            requests.requireAt(found.base());
            // Seen from here only where the load is sent from here.
            Optional<Endpoint> endpoint = workers.isPresent()
                    ? Optional.empty()
                    : Optional.of(Approach.to(found, tls, requests.form().host()));
            try (ClusterWatch watch = new ClusterWatch(cluster, found, SteadyClock.OWN)) {
                Preflight preflight = new Preflight(cluster, watch, progress::say);
                HpaSettings settings = preflight.check(target.readyWithin(), stop::isAsked);
                Plan plan = load.plan(
                        settings.minReplicas(), settings.maxReplicas(), requests.sayTheirCost(), contract, traffic);
                CpuCounter counter = new CpuCounter(cluster, watch);
                Duration clusterAhead = cluster.ahead();
                try (LoadSource source = endpoint.isPresent()
                        ? new LocalSource(exchange(endpoint.get(), requests), requests)
                        : workers(workers.orElseThrow(), cluster, found, requests, plan, stop, progress)) {
                    Calibrator calibrator = new Calibrator(
                            source,
                            watch,
                            counter,
                            clusterAhead,
                            () -> preflight.check(target.readyWithin(), stop::isAsked),
                            stop,
                            progress::say);
                    Calibrated calibrated = new Sizer(calibrator, settings, watch.cpuRequestMillicores())
                            .size(plan, requests, sizing, load.costMillis());
                    calibrated.record().ifPresent(record -> progress.say("measured " + record.words()));
                    try (CounterPoll counters = new CounterPoll(counter, watch, SteadyClock.OWN)) {
                        return new Session(
                                        cluster,
                                        clusterAhead,
                                        watch,
                                        source,
                                        requests,
                                        calibrated,
                                        contract,
                                        counters,
                                        stop,
                                        export.beside(
                                                progress,
                                                found.namespace(),
                                                found.workload().name(),
                                                clusterAhead))
                                .run(plan);
                    }
                }
            }
        }
    }

    private HttpExchange exchange(Endpoint endpoint, Requests requests) {
        return new HttpExchange(
                endpoint, requests.form(), request.requestsPerConnection(), requests.timeout(), request.retryIdle());
    }

    private LoadSource workers(
            int number, Cluster cluster, FoundTarget found, Requests requests, Plan plan, Stop stop, Progress progress)
            throws CouldNotRun, IOException, InterruptedException {
        return WorkerJob.start(
                cluster,
                found.namespace(),
                new WorkerJob.Ordered(
                        number,
                        sending.image(Scaleproof.VERSION),
                        Scaleproof.VERSION,
                        target.readyWithin(),
                        plan.atMost()
                                .plus(BESIDE_THE_PLAN)
                                .plus(target.readyWithin().multipliedBy(Calibrator.RESTS))),
                new LoadSpec(
                        found.base(), requests, request.requestsPerConnection(), request.retryIdle(), request.trust()),
                stop::isAsked,
                progress::say);
    }
}
