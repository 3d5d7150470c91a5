package io.scaleproof.service.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Whatever Micronaut's users add to a service works in this one, by writing it. */
@MicronautTest
@Property(name = "shop.name", value = "Corner")
@Property(name = "logger.levels.io.scaleproof.service.extension", value = "DEBUG")
class ExtensionTest {
    @Inject
    @Client("/")
    HttpClient client;

    @Inject
    Extension.Clock clock;

    @Inject
    Extension.Shop shop;

    @Test
    void aControllerMayTakeParametersAndAnswerWithARecord() {
        assertThat(client.toBlocking().retrieve("/orders?pieces=3", Extension.Order.class))
                .isEqualTo(new Extension.Order("bicycle", 3));
    }

    @Test
    void aBodyIsReadAndBlockingWorkIsDoneElsewhere() {
        var order = HttpRequest.POST("/orders", new Extension.Order("bell", 2));
        assertThat(client.toBlocking().retrieve(order)).isEqualTo("2 bell on a virtual thread: true");
    }

    /** As the compiler writes it of the tests' own controllers, which are added to no list for it. */
    @Test
    void aControllerIsDescribed() throws IOException {
        try (InputStream file = ExtensionTest.class.getResourceAsStream("/META-INF/swagger/tests.yml")) {
            assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .contains(
                            "  /orders:\n    get:",
                            "name: pieces",
                            "post:",
                            "\"#/components/schemas/Extension.Order\"");
        }
    }

    @Test
    void aMetricIsExposedFromTheStartAndCounts() {
        double before = orders();
        client.toBlocking().exchange(HttpRequest.POST("/orders", new Extension.Order("bell", 1)));
        assertThat(orders()).isEqualTo(before + 1);
    }

    private double orders() {
        return client.toBlocking()
                .retrieve("/prometheus")
                .lines()
                .filter(line -> line.startsWith("orders_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void requestsAreCountedByTheTemplateOfTheirRoute() {
        client.toBlocking().exchange("/orders/17");
        client.toBlocking().exchange("/orders/18");
        assertThat(client.toBlocking().retrieve("/prometheus"))
                .contains(
                        "http_server_requests_seconds_count{method=\"GET\",status=\"200\",uri=\"/orders/{number}\"} 2\n")
                .contains(
                        "http_server_requests_seconds_count{method=\"GET\",status=\"200\",uri=\"/orders/latest\"} 0\n")
                .contains("scaleproof_http_requests_in_flight{uri=\"/orders/{number}\"} 0.0\n")
                .doesNotContain("/orders/1");
    }

    @Test
    void aFilterSeesTheServicesOwnAnswersToo() {
        HttpResponse<?> answer = client.toBlocking().exchange("/");
        assertThat(answer.header("X-Stamped")).isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrapped", "mutable"})
    void aFilterMayHandOnAnotherRequest(String how) {
        var request = HttpRequest.GET("/load?millis=1").header("X-Replaced", how);
        assertThat(client.toBlocking().retrieve(request)).contains("cpuMillis");
    }

    @Test
    void aScheduleRuns() {
        await().atMost(Duration.ofSeconds(60)).until(() -> clock.ticks.get() > 1);
    }

    @Test
    void aBeanMayDependOnConfiguration() {
        assertThat(shop.name()).isEqualTo("Corner");
    }

    @Test
    void levelsOfTheLogAreConfigured() {
        var loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        assertThat(loggers.getLogger(Extension.Orders.class).getEffectiveLevel())
                .isEqualTo(Level.DEBUG);
        assertThat(loggers.getLogger("io.scaleproof.service.load").getEffectiveLevel())
                .isEqualTo(Level.INFO);
    }
}
