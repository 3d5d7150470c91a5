package io.scaleproof.loadtest.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyLinesTest {
    private final LatencyLines lines = new LatencyLines();

    @Test
    void whatK6SumsUpIsKeptWithoutItsColours() {
        List.of(
                        "running (0m10.0s), 1/1 VUs, 20 complete and 0 interrupted iterations",
                        "     \u001b[32m✓\u001b[0m http_req_duration..............: avg=87.01ms p(90)=120.3ms p(95)=151.2ms",
                        "     http_req_failed................: 0.00%  0 out of 20",
                        "     data_received..................: 4.2 kB 420 B/s")
                .forEach(lines::read);

        assertThat(lines.lines())
                .containsExactly(
                        "✓ http_req_duration..............: avg=87.01ms p(90)=120.3ms p(95)=151.2ms",
                        "http_req_failed................: 0.00%  0 out of 20");
    }

    @Test
    void soAreTheLinesOfVegetaWrkHeyAndGatling() {
        List<String> summaries = List.of(
                "Latencies     [min, mean, 50, 90, 95, 99, max]  24.1ms, 27ms, 26ms, 31ms, 40ms, 88ms, 120ms",
                "Success       [ratio]                           100.00%",
                "Latency    27.32ms    8.61ms 121.32ms   89.21%",
                "99%   88.12ms",
                "99% in 0.0881 secs",
                "> response time 99th percentile                         88 (OK=88     KO=-     )");
        summaries.forEach(lines::read);

        assertThat(lines.lines()).containsExactlyElementsOf(summaries);
    }

    @Test
    void whatSaysNothingOfLatenciesIsLeftAlone() {
        List.of(
                        "Requests      [total, rate, throughput]         100, 10.10, 10.07",
                        "scenario: default, 50% of the data set",
                        "Running 10s test @ http://127.0.0.1:30080/")
                .forEach(lines::read);

        assertThat(lines.lines()).isEmpty();
    }

    @Test
    void ofAChattyToolTheLastTwentyAreKept() {
        for (int i = 0; i < 1000; i++) {
            lines.read("p(99)=%dms".formatted(i));
        }

        assertThat(lines.lines()).hasSize(20).last().isEqualTo("p(99)=999ms");
    }
}
