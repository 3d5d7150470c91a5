package io.scaleproof.service.problem;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/** Every error that Micronaut itself answers (404, 405, 413, 500 ...), as a {@link Problem}. */
@Singleton
class Problems implements ErrorResponseProcessor<String> {

    @Override
    @SuppressWarnings("unchecked")
    public MutableHttpResponse<String> processResponse(ErrorContext error, MutableHttpResponse<?> response) {
        if (error.getRequest().getMethod() == HttpMethod.HEAD) {
            return (MutableHttpResponse<String>) response;
        }
        return new Problem(response.status(), detail(error, response)).in(response);
    }

    private static String detail(ErrorContext error, MutableHttpResponse<?> response) {
        if (response.code() == 500) {
            // The cause is in the log; a client has no use for it.
            return "The service failed; its log says why";
        }
        return error.getErrors().stream().map(Error::getMessage).collect(Collectors.joining("; "));
    }
}
