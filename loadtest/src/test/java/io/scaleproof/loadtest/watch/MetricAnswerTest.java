package io.scaleproof.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.watch.MetricAnswer.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Answers as the API's own Go types write them (answers.go). */
class MetricAnswerTest {
    private static final Instant ASKED = Instant.parse("2026-11-24T10:00:07Z");

    @Test
    void podsOfV1beta2AreReadInThousandths() throws IOException {
        assertThat(MetricAnswer.of(query("Pods"), answer("custom-v1beta2.json")).values())
                .containsExactly(
                        pod("web-1", Duration.ZERO, 54),
                        pod("web-2", Duration.ZERO, 0),
                        pod("web-3", Duration.ZERO, 1_234));
    }

    @Test
    void podsOfV1beta1HaveTheirWindowByAnotherName() throws IOException {
        Duration window = Duration.ofSeconds(30);
        assertThat(MetricAnswer.of(query("Pods"), answer("custom-v1beta1.json")).values())
                .containsExactly(pod("web-1", window, 54), pod("web-2", window, 0), pod("web-3", window, 1_234));
    }

    @Test
    void theWindowOfV1beta2IsReadToo() throws IOException {
        String json = answer("custom-v1beta2.json").replace("\"value\"", "\"windowSeconds\":10,\"value\"");

        assertThat(MetricAnswer.of(query("Pods"), json).values())
                .extracting(Value::window)
                .containsOnly(Duration.ofSeconds(10));
    }

    @Test
    void anExternalMetricIsOneValue() throws IOException {
        assertThat(MetricAnswer.of(query("External"), answer("external.json")).values())
                .containsExactly(new Value(Optional.empty(), ASKED, Duration.ZERO, 15_500));
    }

    @Test
    void ofSeveralSeriesItIsTheSumOfEachRoundedUp() {
        String json = """
                {"items": [{"timestamp": "2026-11-24T10:00:07Z", "value": "1500u"},
                           {"timestamp": "2026-11-24T10:00:07Z", "value": "3"}]}""";

        assertThat(MetricAnswer.of(query("External"), json).values())
                .containsExactly(new Value(Optional.empty(), ASKED, Duration.ZERO, 3_002));
    }

    @Test
    void anObjectIsOneOrTheHpaTakesNone() throws IOException {
        String several = answer("custom-v1beta2.json");
        String one = """
                {"items": [{"describedObject": {"kind": "Ingress", "name": "front"}, "metric": {"name": "hits", "selector": null},
                  "timestamp": "2026-11-24T10:00:07Z", "value": "2k"}]}""";

        assertThat(MetricAnswer.of(query("Object"), several).values()).isEmpty();
        assertThat(MetricAnswer.of(query("Object"), one).values())
                .containsExactly(new Value(Optional.empty(), ASKED, Duration.ZERO, 2_000_000));
    }

    private static Value pod(String name, Duration window, long milli) {
        return new Value(Optional.of(name), ASKED, window, milli);
    }

    private static MetricQuery query(String source) {
        return new MetricQuery(source, "any", "any", "any", "any");
    }

    static String answer(String file) throws IOException {
        try (InputStream text = MetricAnswerTest.class.getResourceAsStream(file)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
