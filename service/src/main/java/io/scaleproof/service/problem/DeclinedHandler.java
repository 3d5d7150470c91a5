package io.scaleproof.service.problem;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.scaleproof.service.metrics.Metrics;
import jakarta.inject.Singleton;

/** Answers what a controller declined, and counts it. */
@Singleton
class DeclinedHandler implements ExceptionHandler<Declined, HttpResponse<String>> {
    private final Metrics metrics;

    DeclinedHandler(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public HttpResponse<String> handle(HttpRequest request, Declined declined) {
        metrics.requestRefused(declined.reason());
        var answer = new Problem(declined.status(), declined.getMessage()).response();
        return switch (declined) {
            case Busy busy -> answer.header(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER);
            case BadRequest bad -> answer;
        };
    }
}
