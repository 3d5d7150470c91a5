package io.scaleproof.loadtest.export;

import static io.scaleproof.loadtest.export.Moments.moment;
import static io.scaleproof.loadtest.export.Moments.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.export.Moments.Shown;
import io.scaleproof.loadtest.terminal.Progress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus itself makes of it, where it has been built: {@code make test-monitoring}. */
class PrometheusExportTest {
    private static final int LENGTH =
            (int) io.scaleproof.loadtest.record.Sample.run().length().toSeconds();

    private final Shown shown = new Shown();
    private final List<String> said = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void prometheusKeepsTheRunsCurvesAndVerdictsAndEndsThemWithIt() throws Exception {
        Instant zero = Instant.now().minusSeconds(LENGTH + 1);
        Instant end = zero.plusSeconds(LENGTH);
        try (LocalPrometheus prometheus = LocalPrometheus.orSkip(folder, "--web.enable-remote-write-receiver")) {
            tell(prometheus, zero);

            assertThat(said).singleElement().asString().matches("Export: ([\\d,]+) of \\1 samples are at .*");
            assertThat(prometheus.value(
                            "scaleproof_run_pods_needed{namespace='shop',deployment='web'}", end.minusSeconds(30)))
                    .contains(6.0);
            assertThat(prometheus.value("rate(scaleproof_run_requests_due_total[10s])", end.minusSeconds(5)))
                    .contains(11.0);
            assertThat(prometheus.value(
                            "increase(scaleproof_run_requests_total{result='failed'}[20s])", end.minusSeconds(5)))
                    .contains(20.0);
            assertThat(prometheus.value("scaleproof_run_latency_seconds{quantile='0.99'}", end))
                    .contains(0.09);
            assertThat(prometheus.value("scaleproof_run_verdict{outcome='failed'} == 1", end.plusSeconds(60)))
                    .contains(1.0);
            assertThat(prometheus.value("scaleproof_run_outcome{outcome='passed'} == 0", end.plusSeconds(60)))
                    .contains(0.0);
            assertThat(prometheus.value("scaleproof_run_pods_needed", end.plusSeconds(1)))
                    .as("the curve's end is marked, so that no query shows its last value for minutes")
                    .isEmpty();
        }
    }

    @Test
    void aPrometheusThatTakesNoneSaysHowItWould() throws Exception {
        try (LocalPrometheus prometheus = LocalPrometheus.orSkip(folder)) {
            tell(prometheus, Instant.now().minusSeconds(LENGTH + 1));

            assertThat(said)
                    .singleElement()
                    .asString()
                    .contains("did not arrive", "answers 404", "--web.enable-remote-write-receiver");
        }
    }

    private void tell(LocalPrometheus prometheus, Instant zero) throws Exception {
        URI url = URI.create(prometheus.url() + "/api/v1/write");
        Destination to = new Destination(url, url.toString(), Map.of(), SSLContext.getDefault());
        try (Export export = Export.to(Optional.of(to), "scaleproof/test")) {
            Progress told = export.beside(shown, "shop", "web", Duration.ZERO);
            for (int at = 0; at < LENGTH; at++) {
                told.second(moment(zero, at, "surge", 6, 2, second(at, "surge", 10, 1, 30)));
            }
            export.ended(io.scaleproof.loadtest.record.Sample.run(), said::add);
        }
    }
}
