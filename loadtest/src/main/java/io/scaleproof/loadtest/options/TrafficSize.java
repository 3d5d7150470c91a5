package io.scaleproof.loadtest.options;

import io.scaleproof.loadtest.plan.Sizing;
import io.scaleproof.loadtest.trace.Spans;
import io.scaleproof.loadtest.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How much a trace is, in pods. */
public final class TrafficSize {
    private static final Duration SHORTEST = Duration.ofMinutes(10);
    private static final Duration DAY = Duration.ofDays(1);
    /** A step of fewer requests on average is mostly chance. */
    private static final double FEW = 20;

    @Option(
            names = "--pods",
            paramLabel = "N",
            description = "Scales the traffic so that its height needs N pods. Default: it is as large as it is.")
    private Optional<Integer> pods = Optional.empty();

    @Option(
            names = "--request-millis",
            paramLabel = "MS",
            defaultValue = "25",
            description = "CPU time that a request asks for. Default: 25.")
    private int requestMillis;

    @Option(
            names = "--cost-millis",
            paramLabel = "MS",
            description = "CPU time that a request costs, all included, in the place of both.")
    private Optional<Double> costMillis = Optional.empty();

    /** CPU time that a request costs. */
    public double costMillis(Sizing sizing) {
        return cost(sizing, requestMillis, costMillis);
    }

    /** The trace in the size that it shall have, with what there is to say of it. */
    public Trace sized(Trace trace, Sizing sizing) {
        return sized(trace, sizing, pods, costMillis(sizing));
    }

    /** CPU time of a request: as it was said, or what it asks for and what comes on top. */
    public static double cost(Sizing sizing, int requestMillis, Optional<Double> costMillis) {
        double cost = costMillis.orElseGet(() -> sizing.costMillis(requestMillis));
        if (!(cost > 0)) {
            throw new IllegalArgumentException(
                    "a request costs %s ms of CPU; that is a number above 0".formatted(cost));
        }
        return cost;
    }

    /**
     * The same with the figures of other options.
     *
     * @throws IllegalArgumentException when it is too short to judge by, or empty
     */
    public static Trace sized(Trace trace, Sizing sizing, Optional<Integer> pods, double costMillis) {
        if (trace.length().compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "%s lasts %s, which is too short to judge by: a scale-down window alone may take ten minutes. Give %s or more, a day where you can"
                            .formatted(trace.name(), Spans.words(trace.length()), Spans.words(SHORTEST)));
        }
        if (trace.peak() == 0) {
            throw new IllegalArgumentException("%s has no request in it".formatted(trace.name()));
        }
        if (pods.filter(number -> number < 1).isPresent()) {
            throw new IllegalArgumentException("--pods is %d. It is a whole number from 1".formatted(pods.get()));
        }
        Trace sized = pods.map(number -> trace.scaled(
                        sizing.pod().worthNeeding(number) * sizing.pod().roomMillicores() / costMillis / trace.peak()))
                .orElse(trace);
        List<String> warnings = new ArrayList<>();
        if (trace.length().compareTo(DAY) < 0) {
            warnings.add("it is shorter than a day: what is best for it need not be best for a day");
        }
        double perStep = trace.mean() * trace.step().toNanos() / 1e9;
        if (perStep < FEW && trace.begin().isPresent()) {
            warnings.add(
                    "a step has %s requests on average, which is mostly chance, and what it needs flickers: --trace-step averages"
                            .formatted(Spans.number(perStep)));
        }
        return sized.noting(warnings);
    }
}
