package io.scaleproof.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.annotation.Property;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.client.BlockingHttpClient;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@MicronautTest
@Property(name = "scaleproof.pod-name", value = "a-pod")
class AnswersTest {
    @Inject
    @Client("/")
    HttpClient client;

    @Inject
    EmbeddedServer server;

    private BlockingHttpClient service() {
        return client.toBlocking();
    }

    private HttpResponse<String> get(String target, String accept) {
        return service().exchange(HttpRequest.GET(target).header(HttpHeaders.ACCEPT, accept), String.class);
    }

    private Map<String, Object> json(String target) {
        return service().retrieve(HttpRequest.GET(target), Argument.mapOf(String.class, Object.class));
    }

    private double cpuMillis(String target) {
        return (double) json(target).get("cpuMillis");
    }

    @Test
    void greetsInText() {
        HttpResponse<String> answer = get("/", "*/*");
        assertThat(answer.header(HttpHeaders.CONTENT_TYPE)).isEqualTo("text/plain");
        assertThat(answer.body()).isEqualTo("Hello from Micronaut!");
    }

    @Test
    void greetsABrowserWithAPageThatLinksEverything() {
        HttpResponse<String> answer = get("/", "text/html,application/xhtml+xml,*/*;q=0.8");
        assertThat(answer.header(HttpHeaders.CONTENT_TYPE)).isEqualTo("text/html;charset=utf-8");
        assertThat(answer.body())
                .contains("<h1>Hello from Micronaut!</h1>", "pod <strong>a-pod")
                .contains("/load?millis=25", "/load/memory?", "/health/readiness", "/prometheus", "/openapi.yaml")
                .doesNotContain("{greeting}", "{pod}");
    }

    @Test
    void burnsTheCpuTimeAskedForAndSaysSo() {
        Map<String, Object> answer = json("/load?millis=40");
        assertThat(answer).containsOnlyKeys("cpuMillis", "servingMillis", "wallMillis", "pod");
        double cpuMillis = (double) answer.get("cpuMillis");
        assertThat(cpuMillis).isGreaterThanOrEqualTo(40.0);
        assertThat((double) answer.get("wallMillis")).isGreaterThanOrEqualTo(cpuMillis - 0.1);
        assertThat((double) answer.get("servingMillis")).isPositive();
        assertThat(answer).containsEntry("pod", "a-pod");
    }

    @Test
    void burnsAllThatItSaysItBurned() {
        double before = burnedMillis();
        double said = 0;
        for (int i = 0; i < 20; i++) {
            said += cpuMillis("/load?millis=10");
        }
        assertThat(said).isGreaterThanOrEqualTo(200);
        assertThat(burnedMillis() - before).isCloseTo(said, within(0.1));
    }

    private double burnedMillis() {
        return service()
                .retrieve("/prometheus")
                .lines()
                .filter(line -> line.startsWith("scaleproof_burned_cpu_seconds_total "))
                .mapToDouble(line -> 1_000 * Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    @Test
    void burns25MillisecondsUnlessToldOtherwise() {
        assertThat(leastCpuMillis("/load")).isBetween(25.0, 27.0);
    }

    @Test
    void burnsLittleMoreThanItIsAskedFor() {
        assertThat(leastCpuMillis("/load?millis=40")).isBetween(40.0, 42.0);
    }

    /** Of five: a clock tick that the machine's owner took in mid-burn is in one of them. */
    private double leastCpuMillis(String target) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            least = Math.min(least, cpuMillis(target));
        }
        return least;
    }

    @Test
    void holdsMemoryAndGivesItBack() {
        assertThat(json("/load/memory?mebibytes=8&seconds=1"))
                .containsEntry("mebibytes", 8)
                .containsEntry("seconds", 1)
                .containsEntry("heldMebibytes", 8);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(service().retrieve("/prometheus")).contains("scaleproof_held_memory_bytes 0.0\n"));
    }

    @Test
    void refusesMoreMemoryThanItMayHold() {
        // In a service of its own, which holds it longer than this test takes.
        try (var another = RunningService.with(Map.of());
                var asking = HttpClient.create(another.server().getURL())) {
            asking.toBlocking().exchange("/load/memory?mebibytes=90&seconds=600");
            HttpResponse<String> refused = Asking.get(asking, "/load/memory?mebibytes=90&seconds=1");
            assertThat((Object) refused.getStatus()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
            assertThat(refused.header(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
            assertThat(refused.body()).contains("90 more would exceed 96");
        }
    }

    @Test
    void isUpReadyAndStarted() {
        for (String probe : new String[] {"", "/liveness", "/readiness", "/startup"}) {
            assertThat(get("/health" + probe, "*/*").body()).isEqualTo("{\"status\":\"UP\"}");
        }
    }

    @Test
    void describesItsInterface() {
        HttpResponse<String> answer = get("/openapi.yaml", MediaType.ALL);
        assertThat(answer.header(HttpHeaders.CONTENT_TYPE)).isEqualTo("application/yaml");
        assertThat(answer.body())
                .contains("/load:", "/load/memory:", "/health/readiness:", "/prometheus:", "maximum: 5000");
    }

    @Test
    void datesItsAnswers() {
        assertThat(get("/", "*/*").getHeaders().getDate(HttpHeaders.DATE)).isNotNull();
    }

    /** By bytes: a client reads none of a body that should not be there. */
    @Test
    void answersHeadWithoutABody() throws IOException {
        try (var http = new RawHttp(server.getPort())) {
            http.send("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n");
            assertThat(http.head().status()).isEqualTo(200);
            assertThat(http.closedInSilence()).isTrue();
        }
    }
}
