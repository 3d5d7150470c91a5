package io.scaleproof.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.scaleproof.service.RawHttp.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AnswersTest {
    @RegisterExtension
    static final SharedService service = new SharedService(Map.of());

    private Answer get(String target, String... headers) throws IOException {
        return RawHttp.get(service.port(), target, headers);
    }

    @Test
    void greetsInText() throws IOException {
        Answer answer = get("/", "Accept: */*");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "text/plain");
        assertThat(answer.body()).isEqualTo("Hello from Micronaut!");
    }

    @Test
    void greetsABrowserWithAPageThatLinksEverything() throws IOException {
        Answer answer = get("/", "Accept: text/html,application/xhtml+xml,*/*;q=0.8");
        assertThat(answer.headers()).containsEntry("content-type", "text/html;charset=utf-8");
        assertThat(answer.body())
                .contains("<h1>Hello from Micronaut!</h1>", "pod <strong>")
                .contains("/load?millis=25", "/load/memory?", "/health/readiness", "/prometheus", "/openapi.yaml")
                .doesNotContain("{greeting}", "{pod}");
    }

    @Test
    void burnsTheCpuTimeAskedForAndSaysSo() throws IOException {
        Answer answer = get("/load?millis=40");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(number(answer, "cpuMillis")).isGreaterThanOrEqualTo(40.0);
        assertThat(number(answer, "wallMillis")).isGreaterThanOrEqualTo(number(answer, "cpuMillis") - 0.1);
        assertThat(number(answer, "servingMillis")).isPositive();
        assertThat(answer.body()).contains("\"pod\":");
    }

    @Test
    void burnsAllThatItSaysItBurned() throws IOException {
        double before = burnedMillis();
        double said = 0;
        for (int i = 0; i < 20; i++) {
            said += number(get("/load?millis=10"), "cpuMillis");
        }
        assertThat(said).isGreaterThanOrEqualTo(200);
        assertThat(burnedMillis() - before).isCloseTo(said, within(0.1));
    }

    private double burnedMillis() throws IOException {
        return get("/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("scaleproof_burned_cpu_seconds_total "))
                .mapToDouble(line -> 1_000 * Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    @Test
    void burns25MillisecondsUnlessToldOtherwise() throws IOException {
        assertThat(leastCpuMillis("/load")).isBetween(25.0, 27.0);
    }

    @Test
    void burnsLittleMoreThanItIsAskedFor() throws IOException {
        assertThat(leastCpuMillis("/load?millis=40")).isBetween(40.0, 42.0);
    }

    /** Of five: a clock tick that the machine's owner took in mid-burn is in one of them. */
    private double leastCpuMillis(String target) throws IOException {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            least = Math.min(least, number(get(target), "cpuMillis"));
        }
        return least;
    }

    @Test
    void holdsMemoryAndGivesItBack() throws IOException {
        Answer answer = get("/load/memory?mebibytes=8&seconds=1");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"mebibytes\":8,\"seconds\":1,\"heldMebibytes\":8");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(get("/prometheus").body()).contains("scaleproof_held_memory_bytes 0.0\n"));
    }

    @Test
    void refusesMoreMemoryThanItMayHold() throws IOException {
        try (var another = RunningService.with(Map.of())) {
            assertThat(RawHttp.get(another.port(), "/load/memory?mebibytes=90&seconds=600")
                            .status())
                    .isEqualTo(200);
            Answer refused = RawHttp.get(another.port(), "/load/memory?mebibytes=90&seconds=1");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headers()).containsEntry("retry-after", "1");
            assertThat(refused.body()).contains("90 more would exceed 96");
        }
    }

    @Test
    void isUpReadyAndStarted() throws IOException {
        for (String probe : new String[] {"", "/liveness", "/readiness", "/startup"}) {
            Answer answer = get("/health" + probe);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
        }
    }

    @Test
    void describesItsInterface() throws IOException {
        Answer answer = get("/openapi.yaml");
        assertThat(answer.headers()).containsEntry("content-type", "application/yaml");
        assertThat(answer.body())
                .contains("/load:", "/load/memory:", "/health/readiness:", "/prometheus:", "maximum: 5000");
    }

    @Test
    void answersHeadWithoutABody() throws IOException {
        try (var http = new RawHttp(service.port())) {
            http.send("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n");
            assertThat(http.head().status()).isEqualTo(200);
            assertThat(http.closedInSilence()).isTrue();
        }
    }

    private static double number(Answer answer, String field) {
        Matcher number = Pattern.compile("\"" + field + "\":([0-9.]+)").matcher(answer.body());
        assertThat(number.find()).as(answer.body()).isTrue();
        return Double.parseDouble(number.group(1));
    }
}
