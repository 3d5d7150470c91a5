package io.scaleproof.service.problem;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.scaleproof.service.metrics.Metrics;
import io.scaleproof.service.metrics.Refused;
import jakarta.inject.Singleton;

/** Answers what a controller refused. */
@Singleton
class BadRequestHandler implements ExceptionHandler<BadRequest, HttpResponse<String>> {
    private final Metrics metrics;

    BadRequestHandler(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public HttpResponse<String> handle(HttpRequest request, BadRequest refusal) {
        metrics.requestRefused(Refused.PARAMETERS);
        return new Problem(HttpStatus.BAD_REQUEST, refusal.getMessage()).response();
    }
}
