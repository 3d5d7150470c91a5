package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.infra.config.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
    @Test
    void tellsWhatTheDefaultsMean() {
        assertThat(arithmetic(Map.of()))
                .containsExactly(
                        "a pod is full at 50m (50 % of 100m); 10 pods serve 500m = 20 requests/s of 25 ms, and at their"
                                + " limit 5000m = 200 requests/s",
                        "a surge takes 1 decision at most (10pods/15s) from 1 to 10 pods, each seen for 0 s",
                        "pods go 60 s after they were last needed (100%/15s)");
    }

    @Test
    void countsTheDecisionsThatPoliciesTake() {
        assertThat(arithmetic(Map.of("scalingPreset", "steady")))
                .contains(
                        "a surge takes 2 decisions at most (4pods/15s, 100%/15s) from 1 to 10 pods, each seen for 0 s");
    }

    @Test
    void tellsWhatMemoryMeans() {
        assertThat(arithmetic(
                        Map.of("targetCpuUtilization", "off", "targetMemoryUtilization", "75", "maxReplicas", "1")))
                .contains("a pod is full at 96Mi of memory (75 % of 128Mi); 1 pod holds 96Mi")
                .noneMatch(sentence -> sentence.contains("requests/s"));
    }

    @Test
    void tellsWhatRequestsMean() {
        assertThat(arithmetic(Map.of("scaleOn", "requestsInFlight,requestRate", "monitoring", "install")))
                .startsWith(
                        "a pod is full at 50m requests in flight on average = 2 requests/s that take 25 ms each; 10 pods"
                                + " hold 500m",
                        "a pod is full at 2 requests/s, which burn 50m of CPU if they take 25 ms of it each; 10 pods"
                                + " serve 20 requests/s",
                        "a surge of requests is seen whole after 6 s, and by the scrape that follows")
                .noneMatch(sentence -> sentence.contains("% of"));
    }

    @Test
    void tellsWhatLatencyMeans() {
        assertThat(arithmetic(Map.of("scaleOn", "latency", "monitoring", "install")))
                .startsWith(
                        "95 of 100 requests are to be answered within 100 ms, 4 times as long as one burns (25 ms): at 200 ms"
                                + " 4 pods become 8, at 50 ms 2; how full a pod is, latency does not say",
                        "a surge of requests is seen whole after 6 s, and by the scrape that follows");
    }

    private static List<String> arithmetic(Map<String, String> configuration) {
        return Arithmetic.of(Settings.from(configuration));
    }
}
