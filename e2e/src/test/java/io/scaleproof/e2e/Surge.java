package io.scaleproof.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What an autoscaler made of a surge for four pods, read from a run's report.
 *
 * @param metricSeen seconds from the surge until the metric first showed it; NaN where the report does not say
 * @param decision seconds from the surge until the HPA asked for more pods; infinite if it did not
 * @param capacity seconds from the surge until four pods were ready; infinite if they never were
 * @param beyond pods asked for beyond the four
 * @param requests that were sent
 * @param failed of these
 */
record Surge(double metricSeen, double decision, double capacity, int beyond, int requests, int failed) {
    private static final int NEEDED = 4;

    static Surge of(JsonNode report) {
        double start = stage(report, "surge").get("start").asDouble();
        double end = stage(report, "quiet").get("start").asDouble();
        double decision = report.get("decisions")
                .valueStream()
                .filter(step -> step.get("at").asDouble() >= start
                        && step.get("to").asInt() > step.get("from").asInt())
                .mapToDouble(step -> step.get("at").asDouble())
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
        double capacity = report.get("deployments")
                .valueStream()
                .filter(state -> state.get("at").asDouble() >= start
                        && state.get("ready").asInt() >= NEEDED)
                .mapToDouble(state -> state.get("at").asDouble())
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
        int most = report.get("decisions")
                .valueStream()
                .filter(step ->
                        step.get("at").asDouble() >= start && step.get("at").asDouble() < end)
                .mapToInt(step -> step.get("to").asInt())
                .max()
                .orElse(0);
        double seen = report.get("reactions")
                .valueStream()
                .filter(reaction -> reaction.get("decided").asDouble() >= start && reaction.hasNonNull("metricSeen"))
                .mapToDouble(reaction -> reaction.get("metricSeen").asDouble())
                .findFirst()
                .orElse(Double.NaN);
        JsonNode ledger = report.get("ledger");
        return new Surge(
                seen - start,
                decision - start,
                capacity - start,
                Math.max(0, most - NEEDED),
                ledger.get("requests").asInt(),
                ledger.get("failed").asInt());
    }

    private static JsonNode stage(JsonNode report, String name) {
        return report.at("/plan/stages")
                .valueStream()
                .filter(stage -> stage.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the report has no stage " + name));
    }

    static double medianDecision(List<Surge> surges) {
        return median(surges, Surge::decision);
    }

    /** Medians, with the least and the most. */
    static String summary(List<Surge> surges) {
        return String.format(
                Locale.ROOT,
                "metric showed it after %s, first decision %s, four pods %s, beyond %.0f (at most %.0f), failed %d of %d",
                spread(surges, Surge::metricSeen),
                spread(surges, Surge::decision),
                spread(surges, Surge::capacity),
                median(surges, Surge::beyond),
                surges.stream().mapToDouble(Surge::beyond).max().orElse(0),
                surges.stream().mapToInt(Surge::failed).sum(),
                surges.stream().mapToInt(Surge::requests).sum());
    }

    private static String spread(List<Surge> surges, ToDoubleFunction<Surge> figure) {
        double[] known = sorted(surges, figure);
        return known.length == 0
                ? "unknown"
                : String.format(
                        Locale.ROOT,
                        "%.1f s (%.1f to %.1f)",
                        median(surges, figure),
                        known[0],
                        known[known.length - 1]);
    }

    private static double median(List<Surge> surges, ToDoubleFunction<Surge> figure) {
        double[] known = sorted(surges, figure);
        int middle = known.length / 2;
        if (known.length == 0) {
            return Double.NaN;
        }
        return known.length % 2 == 1 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
    }

    private static double[] sorted(List<Surge> surges, ToDoubleFunction<Surge> figure) {
        return surges.stream()
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }
}
