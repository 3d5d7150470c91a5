package io.scaleproof.service.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaleproof.service.RawHttp;
import io.scaleproof.service.RunningService;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverloadTest {
    private static final String LONG_BURN = "GET /load?millis=1000 HTTP/1.1\r\nHost: t\r\n\r\n";

    @Test
    void isRefusedAtOnceWhileProbesAndMetricsAnswer() throws IOException {
        try (var service = RunningService.with(Map.of("SCALEPROOF_BURNERS", "1", "SCALEPROOF_QUEUE_MILLIS", "1"));
                var burning = new RawHttp(service.port());
                var waiting = new RawHttp(service.port())) {
            burning.send(LONG_BURN);
            await().until(() -> metrics(service).contains("in_flight 2\n"));
            waiting.send(LONG_BURN);
            await().until(() -> metrics(service).contains("queue_depth 1\n"));

            RawHttp.Answer refused = RawHttp.get(service.port(), "/load");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headers())
                    .containsEntry("retry-after", "1")
                    .containsEntry("content-type", "application/problem+json");
            assertThat(refused.body())
                    .contains(
                            "1000 ms of CPU wait to be burned, which is all that may wait here; try again in a second");
            assertThat(RawHttp.get(service.port(), "/health/readiness").status())
                    .isEqualTo(200);

            assertThat(burning.answer().status()).isEqualTo(200);
            assertThat(waiting.answer().status()).isEqualTo(200);
            assertThat(RawHttp.get(service.port(), "/load?millis=1").status()).isEqualTo(200);
        }
    }

    private static String metrics(RunningService service) throws IOException {
        return RawHttp.get(service.port(), "/prometheus").body();
    }
}
