package io.scaleproof.loadtest;

import io.scaleproof.loadtest.contract.ContractFile;
import io.scaleproof.loadtest.load.RequestForm;
import io.scaleproof.loadtest.load.Statuses;
import io.scaleproof.loadtest.load.Tls;
import io.scaleproof.loadtest.plan.BuiltInPlan;
import io.scaleproof.loadtest.plan.DurationText;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.plan.PlanFile;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.session.Requests;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The command line. */
final class Options {
    @ArgGroup(validate = false, heading = "%nThe load:%n")
    private final Load load = new Load();

    @ArgGroup(validate = false, heading = "%nThe contract:%n")
    private final Judging judging = new Judging();

    @ArgGroup(validate = false, heading = "%nThe target:%n")
    private final Aim aim = new Aim();

    @ArgGroup(validate = false, heading = "%nOn paper, without a cluster:%n")
    private final OnPaper paper = new OnPaper();

    @ArgGroup(validate = false, heading = "%nWhat comes out:%n")
    private final Output output = new Output();

    private static final class Load {
        @Option(
                names = "--plan",
                paramLabel = "PLAN",
                defaultValue = "surge",
                description = {
                    "surge (default), ramp, spike, soak or staircase; or a YAML file of your own.",
                })
        private String plan;

        @Option(
                names = "--pods",
                paramLabel = "N",
                description = "Pods that the load shall need. Default: six tenths of the HPA's maximum.")
        private Optional<Integer> pods = Optional.empty();

        @Option(
                names = "--request-millis",
                paramLabel = "MS",
                defaultValue = "25",
                description = "CPU time that a request asks the service to burn. Default: 25.")
        private int requestMillis;

        @Option(
                names = "--cost-millis",
                paramLabel = "MS",
                description = "CPU time that a request costs, all included. Default: it is measured.")
        private Optional<Double> costMillis = Optional.empty();

        @Option(
                names = "--path",
                paramLabel = "PATH",
                defaultValue = "/load?millis=" + Requests.MILLIS,
                description = "What to request; " + Requests.MILLIS + " stands for the CPU time. Default: /load?millis="
                        + Requests.MILLIS)
        private String path;

        @Option(
                names = "--method",
                paramLabel = "METHOD",
                defaultValue = "GET",
                description = "GET, POST, PUT, PATCH, DELETE or OPTIONS. Default: GET.")
        private String method;

        @Option(
                names = "--header",
                paramLabel = "NAME:VALUE",
                description = {
                    "A header of every request, or @FILE with one a line, for secrets. As often as there are headers. No message"
                            + " and no report shows a value."
                })
        private List<String> headers = new ArrayList<>();

        @Option(
                names = "--body",
                paramLabel = "TEXT",
                description = "What every request carries, or @FILE. Default: nothing.")
        private String body = "";

        @Option(
                names = "--expect",
                paramLabel = "STATUS,...",
                defaultValue = "2xx",
                description = "Statuses that count as served; others have failed. Default: 2xx.")
        private String expect;

        @Option(
                names = "--requests-per-connection",
                paramLabel = "N",
                defaultValue = "2",
                description = {
                    "After so many requests a connection is closed. Default: 2, so that half of the requests come on a new"
                            + " connection, as new users do, and half on a kept one.",
                })
        private int requestsPerConnection;

        @Option(
                names = "--timeout",
                paramLabel = "TIME",
                defaultValue = "10s",
                description = "A request that takes longer has failed. Default: 10s.")
        private String timeout;
    }

    private static final class Judging {
        @Option(
                names = "--contract",
                paramLabel = "FILE",
                description =
                        "The limits to keep, one a line. Default: loadtest/contract.yaml, where each is explained.")
        private Optional<Path> contract = Optional.empty();

        @Option(
                names = "--require",
                paramLabel = "CLAUSE=LIMIT",
                description = "Overrides one clause, as in --require capacityWithin=2m; off switches it off.")
        private Map<String, String> require = new LinkedHashMap<>();
    }

    private static final class Aim {
        @Option(
                names = "--context",
                paramLabel = "NAME",
                description = "kubeconfig's context. Default: the current one.")
        private Optional<String> context = Optional.empty();

        @Option(
                names = "--namespace",
                paramLabel = "NAME",
                defaultValue = "scaleproof",
                description = "Namespace of the target. Default: scaleproof.")
        private String namespace;

        @Option(
                names = "--service",
                paramLabel = "NAME",
                defaultValue = "scaleproof",
                description = "Its Service; the Deployment and the HPA are found from it. Default: scaleproof.")
        private String service;

        @Option(
                names = "--hpa",
                paramLabel = "NAME",
                description = "The HPA, where several scale what the Service leads to. Default: the one that does.")
        private Optional<String> hpa = Optional.empty();

        @Option(
                names = "--url",
                paramLabel = "URL",
                description = "Where the Service answers. Default: its NodePort or load balancer.")
        private Optional<URI> url = Optional.empty();

        @Option(
                names = "--ca",
                paramLabel = "FILE",
                description = "Authorities that https servers' certificates come from, as PEM. Default: the JVM's.")
        private Optional<Path> authorities = Optional.empty();

        @Option(
                names = "--insecure",
                description =
                        "Believes every https server, whoever it is. What is sent can be read by anybody between.")
        private boolean insecure;

        @Option(
                names = "--port-forward",
                description = {
                    "Sends the load through the API server, to one ready pod after the other. Its way is part of every latency."
                            + " Default: only where the Service answers at no other address."
                })
        private boolean portForward;

        @Option(
                names = "--ready-within",
                paramLabel = "TIME",
                defaultValue = "6m",
                description = "How long to wait for pods and metrics before the load. Default: 6m.")
        private String readyWithin;
    }

    private static final class OnPaper {
        @Option(
                names = "--simulate",
                description = "Predicts the run instead: same plan, same contract, the HPA's own algorithm.")
        private boolean simulate;

        @Option(
                names = "--set",
                paramLabel = "KEY=VALUE",
                description =
                        "A setting to try, by its name in pulumi config, or one of the model; they are listed below.")
        private Map<String, String> settings = new LinkedHashMap<>();

        @Option(
                names = "--compare",
                arity = "2",
                paramLabel = "JSON",
                description = "Shows two runs' report.json, before and after a change, in one page.")
        private List<Path> compared = List.of();
    }

    private static final class Output {
        @Option(
                names = "--report",
                paramLabel = "DIR",
                description =
                        "Where the reports go. Default: loadtest/target/report, and target/simulation for a prediction.")
        private Optional<Path> report = Optional.empty();

        @Option(names = "--plain", description = "Plain lines instead of a screen, as when piped.")
        private boolean plain;
    }

    /** The plan; sizes in pods default to what suits the HPA's bounds. */
    Plan plan(int minReplicas, int maxReplicas) throws IOException {
        for (BuiltInPlan known : BuiltInPlan.values()) {
            if (known.label().equals(load.plan)) {
                int light = load.path.contains(Requests.MILLIS) ? Math.min(1, load.requestMillis) : load.requestMillis;
                return known.plan(pods(minReplicas, maxReplicas), new BuiltInPlan.Requests(load.requestMillis, light));
            }
        }
        Path file = Path.of(load.plan);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "--plan is '%s', which is neither surge, ramp, spike, soak or staircase nor a file"
                            .formatted(load.plan));
        }
        return PlanFile.read(file, load.requestMillis);
    }

    /** Six tenths of what the HPA may use, and at least one above its minimum. */
    int pods(int minReplicas, int maxReplicas) {
        return load.pods.orElse(Math.max(minReplicas + 1, Math.round(maxReplicas * 0.6f)));
    }

    /** What is asked of the service. */
    Requests requests() throws IOException {
        var form = new RequestForm(
                load.method,
                Given.headers(load.headers),
                Given.textOrFile("--body", load.body),
                Statuses.parse(load.expect));
        return new Requests(load.path, load.requestMillis, form, DurationText.parse("--timeout", load.timeout));
    }

    Optional<Double> costMillis() {
        return load.costMillis;
    }

    int requestsPerConnection() {
        return load.requestsPerConnection;
    }

    Contract contract() throws IOException {
        Path file = judging.contract.orElse(home().resolve("contract.yaml"));
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "There is no contract at %s. Give one with --contract FILE".formatted(file.toAbsolutePath()));
        }
        return ContractFile.read(file, judging.require);
    }

    Optional<String> context() {
        return aim.context;
    }

    String namespace() {
        return aim.namespace;
    }

    String service() {
        return aim.service;
    }

    Optional<String> hpa() {
        return aim.hpa;
    }

    /** Which https servers are believed. */
    Tls tls() throws IOException {
        if (aim.insecure && aim.authorities.isPresent()) {
            throw new IllegalArgumentException("--ca and --insecure contradict each other: leave one of them out");
        }
        if (aim.insecure) {
            return Tls.trustingEverybody();
        }
        return aim.authorities.isPresent() ? Tls.trusting(aim.authorities.get()) : Tls.trustedByTheJvm();
    }

    boolean insecure() {
        return aim.insecure;
    }

    boolean portForward() {
        return aim.portForward;
    }

    Optional<URI> url() {
        return aim.url;
    }

    Duration readyWithin() {
        return DurationText.parse("--ready-within", aim.readyWithin);
    }

    boolean simulate() {
        return paper.simulate;
    }

    Map<String, String> settings() {
        return paper.settings;
    }

    /** Two reports to compare, or none. */
    List<Path> compared() {
        return paper.compared;
    }

    Path report() {
        return output.report.orElse(home().resolve(paper.simulate ? "target/simulation" : "target/report"));
    }

    boolean plain() {
        return output.plain;
    }

    /** This module's folder, wherever the program was started. */
    private static Path home() {
        String given = System.getProperty("scaleproof.loadtest.home");
        if (given != null) {
            return Path.of(given);
        }
        Path here = Path.of("");
        return Files.exists(here.resolve("contract.yaml")) ? here : here.resolve("loadtest");
    }
}
