package io.scaleproof.service.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DateFormatter;
import io.scaleproof.service.RawHttp;
import io.scaleproof.service.RunningService;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
    @Test
    void isWrittenAsTheRfcHasIt() {
        assertThat(HttpDate.of(Instant.parse("1994-11-06T08:49:37Z"))).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2024-02-29T23:59:59Z",
                "2026-12-31T23:59:59.999Z",
                "2027-05-10T10:11:12Z",
                "2100-03-01T00:00:01Z"
            })
    void isWrittenAsNettyWritesIt(Instant instant) {
        assertThat(HttpDate.of(instant)).isEqualTo(DateFormatter.format(Date.from(instant)));
    }

    @Test
    void datesEveryAnswer() throws IOException {
        try (var service = RunningService.with(Map.of())) {
            for (String target : new String[] {"/", "/health/liveness", "/nowhere", "/load?millis=x"}) {
                Date date = DateFormatter.parseHttpDate(
                        RawHttp.get(service.port(), target).headers().get("date"));
                assertThat(Duration.between(date.toInstant(), Instant.now()).abs())
                        .as(target)
                        .isLessThan(Duration.ofMinutes(1));
            }
        }
    }
}
