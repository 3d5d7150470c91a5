package io.scaleproof.service;

import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.exceptions.HttpClientResponseException;

/** Micronaut's client throws what says that something is wrong; to a test it is an answer. */
public final class Asking {
    private static final Argument<String> TEXT = Argument.STRING;

    private Asking() {}

    public static HttpResponse<String> get(HttpClient client, String target) {
        return ask(client, HttpRequest.GET(target));
    }

    @SuppressWarnings("unchecked") // The body of an error is asked for as text, too.
    public static HttpResponse<String> ask(HttpClient client, HttpRequest<?> request) {
        try {
            return client.toBlocking().exchange(request, TEXT, TEXT);
        } catch (HttpClientResponseException e) {
            return (HttpResponse<String>) e.getResponse();
        }
    }
}
