package io.scaleproof.loadtest.trace;

import java.io.BufferedReader;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the answer of {@code /api/v1/query_range} with one series of requests per second, as {@code sum(rate(...))} gives.
 *
 * <p>Form: https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries
 */
final class PrometheusReader implements TraceReader {
    @Override
    public boolean recognizes(String begin) {
        return begin.stripLeading().startsWith("{");
    }

    @Override
    public Samples read(BufferedReader text, Hints hints) throws IOException {
        JsonNode answer;
        try {
            answer = new JsonMapper().readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
        }
        if (answer.path("status").asString("").equals("error")) {
            throw new IllegalArgumentException("Prometheus refused the query: "
                    + Quoted.of(answer.path("error").asString("it does not say why")));
        }
        JsonNode data = answer.path("data");
        String type = data.path("resultType").asString("nothing");
        if (!type.equals("matrix")) {
            throw new IllegalArgumentException(
                    "its resultType is '%s', where a range query gives 'matrix'. Ask /api/v1/query_range?query=...&start=...&end=...&step=15"
                            .formatted(Quoted.of(type)));
        }
        JsonNode series = data.path("result");
        if (series.size() != 1) {
            throw new IllegalArgumentException(
                    series.isEmpty()
                            ? "the query found nothing in that time. Look at its name and labels, and at start and end"
                            : "it has %d series, and a trace is one. Add them up in the query: sum(rate(http_requests_total[1m]))"
                                    .formatted(series.size()));
        }
        requireRate(series.get(0).path("metric").path("__name__").asString(""));
        return samples(series.get(0).path("values"), hints);
    }

    /** A function such as rate() takes the name away, so that one that is there is the counter's own. */
    private static void requireRate(String name) {
        if (name.matches(".*_(total|count|sum|created)")) {
            throw new IllegalArgumentException(
                    "it is the counter %s itself. Ask for what it grows by in a second: sum(rate(%s[1m]))"
                            .formatted(name, name));
        }
    }

    private static Samples samples(JsonNode values, Hints hints) {
        Samples samples = new Samples("value", true);
        long row = 0;
        for (JsonNode value : values) {
            row++;
            if (value.size() != 2 || !value.get(0).isNumber()) {
                throw new IllegalArgumentException("value %d is %s, where [time, \"number\"] is expected"
                        .formatted(row, Quoted.of(value.toString())));
            }
            samples.add(
                    row,
                    Math.round(value.get(0).asDouble() * 1e3),
                    number(value.get(1).asString(), row));
        }
        RateUnit unit = hints.unit().orElse(RateUnit.SECOND);
        return unit == RateUnit.SECOND || samples.all().isEmpty() ? samples : Units.perSecond(samples, unit);
    }

    private static double number(String text, long row) {
        try {
            double number = Double.parseDouble(text.replace("Inf", "Infinity"));
            if (Double.isInfinite(number)) {
                throw new IllegalArgumentException("value %d is %s, which is no rate".formatted(row, text));
            }
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "value %d is '%s', which is no number".formatted(row, Quoted.of(text)), e);
        }
    }
}
