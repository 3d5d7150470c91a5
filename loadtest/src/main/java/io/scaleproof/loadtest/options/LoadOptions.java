package io.scaleproof.loadtest.options;

import io.scaleproof.loadtest.plan.BuiltInPlan;
import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.plan.PlanFile;
import io.scaleproof.loadtest.plan.TracePlan;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.session.SizingChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How much load, and how it goes up and down. */
public final class LoadOptions {
    private static final Duration BEYOND_THE_LIMIT = Duration.ofSeconds(30);

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            defaultValue = "surge",
            description = {
                "surge (default), ramp, spike, soak or staircase; a YAML file of your own; or trace, which sends what --trace has.",
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
            names = "--sized-by",
            paramLabel = "METRIC",
            description = {
                "What a request adds to the metric that the HPA scales on: cpu (default), rate (it counts requests a second) or"
                        + " in-flight (it counts requests under way); rate:NAME where the HPA has several such metrics.",
            })
    private Optional<String> sizedBy = Optional.empty();

    /**
     * The plan. Sizes in pods default to what suits the HPA's bounds. Stages wait as long as the contract allows for what
     * they wait for, and a little longer, to see by how much it came late.
     *
     * @param sayTheirCost whether a request says how much CPU time it wants
     */
    public Plan plan(int minReplicas, int maxReplicas, boolean sayTheirCost, Contract contract, TraceOptions traffic)
            throws IOException, InterruptedException {
        requireTogether(traffic);
        if (isTrace()) {
            return TracePlan.of(traffic.trace(), pods(minReplicas, maxReplicas), requestMillis);
        }
        return plan(minReplicas, maxReplicas, sayTheirCost)
                .waiting(
                        contract.capacityWithin().orElse(Duration.ZERO).plus(BEYOND_THE_LIMIT),
                        contract.backToMinimumWithin().orElse(Duration.ZERO).plus(BEYOND_THE_LIMIT));
    }

    /** Whether the load is that of a trace. */
    public boolean isTrace() {
        return plan.equals("trace");
    }

    /**
     * Refuses a trace that cannot be sent, before anything else is done.
     *
     * @throws IllegalArgumentException naming what is wrong with it
     */
    public void check(TraceOptions traffic) throws IOException, InterruptedException {
        requireTogether(traffic);
        if (isTrace()) {
            TracePlan.of(traffic.trace(), pods.orElse(2), requestMillis);
        }
    }

    private void requireTogether(TraceOptions traffic) {
        if (isTrace() != traffic.isGiven()) {
            throw new IllegalArgumentException(
                    isTrace()
                            ? "--plan trace sends what a trace has. Say which: --trace FILE"
                            : "--trace gives the traffic, and --plan is %s. Say --plan trace to send it"
                                    .formatted(plan));
        }
    }

    private Plan plan(int minReplicas, int maxReplicas, boolean sayTheirCost) throws IOException {
        for (BuiltInPlan known : BuiltInPlan.values()) {
            if (known.label().equals(plan)) {
                int light = sayTheirCost ? Math.min(1, requestMillis) : requestMillis;
                return known.plan(pods(minReplicas, maxReplicas), new BuiltInPlan.Requests(requestMillis, light));
            }
        }
        Path file = Path.of(plan);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "--plan is '%s', which is neither surge, ramp, spike, soak, staircase or trace nor a file"
                            .formatted(plan));
        }
        return PlanFile.read(file, requestMillis);
    }

    /** Six tenths of what the HPA may use, and at least one above its minimum. */
    private int pods(int minReplicas, int maxReplicas) {
        return pods.orElse(Math.max(minReplicas + 1, Math.round(maxReplicas * 0.6f)));
    }

    /** Pods that the load shall need, where that was said. */
    public Optional<Integer> pods() {
        return pods;
    }

    /** CPU time that a request asks for, in milliseconds. */
    public int requestMillis() {
        return requestMillis;
    }

    /** CPU time that a request costs, in milliseconds, where the user knows. */
    public Optional<Double> costMillis() {
        return costMillis;
    }

    /** Which of the HPA's metrics sizes in pods are meant for. */
    public SizingChoice sizedBy() {
        return SizingChoice.parse(sizedBy);
    }
}
