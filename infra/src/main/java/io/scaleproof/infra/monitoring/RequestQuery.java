package io.scaleproof.infra.monitoring;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Prometheus is asked for a figure of requests. */
final class RequestQuery {
    /** Probes and scrapes, which are nobody's work. */
    private static final String WORK = "uri!~\"/health.*|/prometheus\"";

    private final String series;
    private final String matchers;
    private final List<String> by;
    private final int windowSeconds;

    private RequestQuery(String series, String matchers, List<String> by, int windowSeconds) {
        this.series = series;
        this.matchers = matchers;
        this.by = by;
        this.windowSeconds = windowSeconds;
    }

    /** For one number of all the pods together. */
    static String whole(RequestMetric metric, String namespace, int windowSeconds) {
        return new RequestQuery(metric.series(), "namespace=\"%s\"".formatted(namespace), List.of(), windowSeconds)
                .of(metric);
    }

    /** For Prometheus Adapter, which fills in of what, and by what. */
    static String template(RequestMetric metric, int windowSeconds) {
        return new RequestQuery("<<.Series>>", "<<.LabelMatchers>>", List.of("<<.GroupBy>>"), windowSeconds).of(metric);
    }

    private String of(RequestMetric metric) {
        return switch (metric) {
            case REQUESTS_IN_FLIGHT, REQUEST_RATE -> sum(series, "");
            case LATENCY -> latency();
        };
    }

    /**
     * Without requests there is no quantile (NaN), and 0 says that nobody waits. Refusals are fast: counted, an overload would read
     * as nobody waiting. So they are left out, and where there is nothing else, there is no figure, and the pods stay as many.
     */
    private String latency() {
        return "histogram_quantile(0.95, %s) >= 0 or %s == 0"
                .formatted(sum(series, ",status!~\"5..\"", "le"), sum("http_server_requests_seconds_count", ""));
    }

    private String sum(String of, String alsoMatching, String... alsoBy) {
        return "sum(rate(%s{%s,%s%s}[%ds])) by (%s)"
                .formatted(
                        of,
                        matchers,
                        WORK,
                        alsoMatching,
                        windowSeconds,
                        Stream.concat(Stream.of(alsoBy), by.stream()).collect(Collectors.joining(", ")));
    }
}
