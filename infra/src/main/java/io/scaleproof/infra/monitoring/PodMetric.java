package io.scaleproof.infra.monitoring;

/** A figure of requests for each pod, as an adapter shows it to the autoscaler. */
public enum PodMetric {
    /** Seconds that requests took, in a second: as many as were answered at a time, on average. */
    REQUESTS_IN_FLIGHT("http_requests_in_flight", "http_server_requests_seconds_sum"),
    /** Requests answered in a second. */
    REQUEST_RATE("http_requests_per_second", "http_server_requests_seconds_count");

    /** Probes and scrapes, which are nobody's work. */
    static final String NO_WORK = "/health.*|/prometheus";

    private final String metric;
    private final String series;

    PodMetric(String metric, String series) {
        this.metric = metric;
        this.series = series;
    }

    /** Its name at the custom metrics API. */
    public String metric() {
        return metric;
    }

    /** The counter of docs/service.md whose rate it is. */
    String series() {
        return series;
    }
}
