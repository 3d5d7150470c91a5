package io.scaleproof.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {
    @ParameterizedTest
    @CsvSource({
        "/, HOME",
        "/?a=/load, HOME",
        "/load, LOAD",
        "/load?millis=25, LOAD",
        "/load/, LOAD",
        "/load/?millis=25, LOAD",
        "http://host:8080/load?millis=25, LOAD",
        "http://host, HOME",
        "http://host:8080?a=/load, HOME",
        "http://host/?a=/load, HOME",
        "http://host/, HOME",
        "/load/memory, MEMORY",
        "/load//, OTHER",
        "/loads, OTHER",
        "/nowhere?/load, OTHER",
        "*, OTHER",
        "'', OTHER",
        "host:443, OTHER",
    })
    void isThePathWithoutHostQueryAndASlashAtTheEnd(String uri, Route route) {
        assertThat(Route.of(uri)).isEqualTo(route);
    }
}
