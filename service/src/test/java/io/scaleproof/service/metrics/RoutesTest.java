package io.scaleproof.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@MicronautTest
class RoutesTest {
    @Inject
    Routes routes;

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/?a=/load, /",
        "/load, /load",
        "/load?millis=25, /load",
        "/load/, /load",
        "/load/?millis=25, /load",
        "http://host:8080/load?millis=25, /load",
        "http://host, /",
        "http://host:8080?a=/load, /",
        "http://host/?a=/load, /",
        "http://host/, /",
        "/load/memory, /load/memory",
        "/load//, other",
        "/loads, other",
        "/nowhere?/load, other",
        "*, other",
        "'', other",
        "host:443, other",
    })
    void areThePathWithoutHostQueryAndASlashAtTheEnd(String uri, String route) {
        assertThat(routes.of(uri)).hasToString(route);
    }

    @ParameterizedTest
    @CsvSource({
        "/orders, /orders",
        "/orders/?pieces=3, /orders",
        "/orders/17, /orders/{number}",
        "/orders/a%20b, /orders/{number}",
        "/orders/latest, /orders/latest",
        "/orders/17/parts/wheel, '/orders/{number}/parts/{+path}'",
        "/orders/17/parts/wheel/rim, '/orders/{number}/parts/{+path}'",
        "/orders/17/nothing, other",
    })
    void areTheTemplatesOfControllersThatAreAdded(String uri, String route) {
        assertThat(routes.of(uri)).hasToString(route);
    }

    @Test
    void areNoMoreForMorePaths() {
        long before = routes.all().count();
        for (int i = 0; i < 1_000; i++) {
            routes.of("/orders/" + i);
            routes.of("/nowhere/" + i);
        }
        assertThat(routes.all()).hasSize((int) before).doesNotHaveDuplicates();
    }

    @Test
    void knowWhatAnAddedOneAnswers() {
        assertThat(routes.of("/orders").answers())
                .containsExactlyInAnyOrder(new Route.Answer("GET", 200), new Route.Answer("POST", 201));
    }
}
