package io.scaleproof.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Valid requests that are not carried out; those that are no valid HTTP are in {@link BrokenHttpTest}. */
@MicronautTest
class RefusalsTest {
    @Inject
    @Client("/")
    HttpClient client;

    private HttpResponse<String> answer(HttpRequest<?> request) {
        return Asking.ask(client, request);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/load?millis=-1 | 400 | millis=-1 is not allowed; give a whole number from 1 to 5000, or leave it out for 25",
                "/load?millis=0 | 400 | millis=0 is not allowed",
                "/load?millis=5001 | 400 | millis=5001 is not allowed",
                "/load?millis=99999999999999999999 | 400 | millis=99999999999999999999 is not allowed",
                "/load?millis=abc | 400 | millis=abc is not allowed",
                "/load?millis=2.5 | 400 | millis=2.5 is not allowed",
                "/load?millis= | 400 | millis= is not allowed",
                "/load?millis=%3Cscript%3E | 400 | millis=<script> is not allowed",
                "/load?millis=1&millis=2 | 400 | millis is given 2 times; give it once",
                "/load?milis=5 | 400 | milis is not a parameter here; there is millis",
                "/load/memory?mebibytes=97 | 400 | mebibytes=97 is not allowed; give a whole number from 1 to 96",
                "/load/memory?mebibytes=0 | 400 | mebibytes=0 is not allowed",
                "/load/memory?mebibytes=1&seconds=601 | 400 | seconds=601 is not allowed",
                "/load/memory?size=1 | 400 | size is not a parameter here; there is mebibytes and seconds",
                "/nowhere | 404 | Not Found",
                "/load/nowhere | 404 | Not Found",
                "/health/nowhere | 404 | Not Found",
            })
    void saysWhatWasGivenAndWhatIsAllowed(String target, int status, String detail) {
        HttpResponse<String> answer = answer(HttpRequest.GET(target));
        assertProblem(answer, status);
        assertThat(answer.body()).contains(detail);
    }

    @Test
    void takesASlashAtTheEnd() {
        assertThat(answer(HttpRequest.GET("/load/?millis=1")).body()).contains("cpuMillis");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"})
    void refusesOtherMethodsAndNamesTheAllowedOnes(String method) {
        HttpResponse<String> answer = answer(HttpRequest.create(HttpMethod.parse(method), "/load", method));
        assertProblem(answer, 405);
        assertThat(answer.header(HttpHeaders.ALLOW)).contains("GET").contains("HEAD");
    }

    @Test
    void refusesAQueryOf64KibibytesWithoutRepeatingIt() {
        HttpResponse<String> answer = answer(HttpRequest.GET("/load?millis=" + "9".repeat(64 * 1024)));
        assertProblem(answer, 413);
        assertThat(answer.body()).hasSizeLessThan(300);
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.code()).isEqualTo(status);
        assertThat(answer.header(HttpHeaders.CONTENT_TYPE)).isEqualTo("application/problem+json");
        assertThat(answer.body())
                .startsWith("{\"title\":")
                .contains("\"status\":" + status)
                .contains("\"detail\":")
                .doesNotContain("Exception", "\tat ", "io.micronaut", "java.");
    }
}
