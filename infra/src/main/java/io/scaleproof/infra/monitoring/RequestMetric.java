package io.scaleproof.infra.monitoring;

/** A figure of requests, as the autoscaler is shown it. */
public enum RequestMetric {
    /** Seconds that requests took, in a second: as many as were answered at a time, on average. */
    REQUESTS_IN_FLIGHT("http_requests_in_flight", "http_server_requests_seconds_sum"),
    /** Requests answered in a second. */
    REQUEST_RATE("http_requests_per_second", "http_server_requests_seconds_count"),
    /** Seconds within which 95 of 100 were answered. Unlike the others it is the service's, and not the sum of its pods'. */
    LATENCY("http_request_latency_p95_seconds", "http_server_requests_seconds_bucket");

    private final String metric;
    private final String series;

    RequestMetric(String metric, String series) {
        this.metric = metric;
        this.series = series;
    }

    /** Its name at the custom metrics API. */
    public String metric() {
        return metric;
    }

    /** What of docs/service.md's histogram it is made from, by its rate. */
    String series() {
        return series;
    }

    /** Whether each pod has it. */
    boolean isOfPods() {
        return this != LATENCY;
    }
}
