package io.scaleproof.loadtest.export;

import static io.scaleproof.loadtest.export.Moments.moment;
import static io.scaleproof.loadtest.export.Moments.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaleproof.loadtest.export.Moments.Shown;
import io.scaleproof.loadtest.load.SelfSigned;
import io.scaleproof.loadtest.load.Tls;
import io.scaleproof.loadtest.terminal.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration NEVER = Duration.ofHours(1);

    private final Shown shown = new Shown();
    private final List<String> said = new ArrayList<>();
    private FakeReceiver server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeReceiver();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRunIsToldWhileItGoesOn() throws Exception {
        try (Export export = export(OFTEN)) {
            Progress told = export.beside(shown, "shop", "web", Duration.ZERO);
            told.second(moment(Moments.ZERO, 2, "surge", 6, 1, second(0, "surge", 10, 1, 30)));
            await().atMost(Duration.ofSeconds(30)).until(() -> !server.samples.isEmpty());

            assertThat(server.values("scaleproof_run_pods_needed", "namespace=shop", "deployment=web"))
                    .containsExactly(6.0);
            assertThat(server.values("scaleproof_run_requests_total", "result=failed"))
                    .containsExactly(0.0, 1.0);
        }
        assertThat(shown.lines).containsExactly("export   to " + server.url(), "second 2");
    }

    @Test
    void theRequestIsOneOfRemoteWriteWithTheHeadersThatWereGiven() throws Exception {
        send(1);

        assertThat(server.requests.getFirst())
                .containsEntry("Content-encoding", List.of("snappy"))
                .containsEntry("Content-type", List.of("application/x-protobuf"))
                .containsEntry("X-prometheus-remote-write-version", List.of("0.1.0"))
                .containsEntry("User-agent", List.of("scaleproof/test"))
                .containsEntry("Authorization", List.of("Bearer s3cret"));
        assertThat(said).singleElement().asString().matches("Export: (\\d+) of \\1 samples are at " + server.url());
    }

    /** Several requests, for the batch is smaller. */
    @Test
    void aRunOfAnHourArrivesInOrder() throws Exception {
        send(1_000);

        assertThat(server.requests).hasSizeGreaterThan(1);
        assertThat(server.values("scaleproof_run_requests_due_total"))
                .hasSize(1_001)
                .isSorted();
    }

    @Test
    void aServerThatRefusesIsToldOfOnceAndCountedAtTheEnd() throws Exception {
        server.status = 404;
        server.words = "remote write receiver needs to be enabled with --web.enable-remote-write-receiver\n";
        try (Export export = export(OFTEN)) {
            Progress told = export.beside(shown, "shop", "web", Duration.ZERO);
            for (int at = 0; server.requests.size() < 3; at++) {
                told.second(moment(Moments.ZERO, at, "surge", 6, 1));
                Thread.sleep(OFTEN);
            }
            // Of what it is told, there is nothing new in these.
            told.second(moment(Moments.ZERO, 1_000, "surge", 6, 1));
            told.second(moment(Moments.ZERO, 1_001, "surge", 6, 1));
            export.ended(io.scaleproof.loadtest.record.Sample.run(), said::add);
        }

        assertThat(shown.lines.stream().filter(line -> line.contains("404")))
                .singleElement()
                .asString()
                .isEqualTo(("export   %s answers 404: remote write receiver needs to be enabled with"
                                + " --web.enable-remote-write-receiver. Try: a Prometheus that is started with"
                                + " --web.enable-remote-write-receiver (this project's own: pulumi config set remoteWriteReceiver true &&"
                                + " pulumi up), or the whole URL that takes remote writes. The run goes on without it")
                        .formatted(server.url()));
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("Export: 0 of ")
                .contains("did not arrive: " + server.url());
        assertThat(shown.lines + said.toString()).doesNotContain("s3cret");
    }

    @Test
    void whatAServerCannotTakeNowIsSentAgain() throws Exception {
        server.status = 503;
        try (Export export = export(OFTEN)) {
            Progress told = export.beside(shown, "shop", "web", Duration.ZERO);
            told.second(moment(Moments.ZERO, 1, "surge", 6, 1));
            await().atMost(Duration.ofSeconds(30)).until(() -> server.requests.size() >= 2);
            server.status = 204;
            export.ended(io.scaleproof.loadtest.record.Sample.run(), said::add);
        }

        assertThat(server.values("scaleproof_run_pods_needed")).containsExactly(6.0);
        assertThat(said).singleElement().asString().matches("Export: (\\d+) of \\1 samples are at .*");
    }

    @Test
    void aServerThatIsNotThereNeitherSlowsNorFailsTheRun() throws Exception {
        URI nobody = server.url();
        server.close();
        try (Export export = Export.to(destination(nobody), "scaleproof/test", OFTEN)) {
            Progress told = export.beside(shown, "shop", "web", Duration.ZERO);
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                told.second(moment(Moments.ZERO, 1, "surge", 6, 1));
                return shown.lines.stream().anyMatch(line -> line.contains("does not answer"));
            });
            export.ended(io.scaleproof.loadtest.record.Sample.run(), said::add);
        }

        assertThat(shown.lines.toString()).contains("Is it there?", "$(pulumi stack output prometheus)");
        assertThat(said).singleElement().asString().startsWith("Export: 0 of ");
    }

    @Test
    void anHttpsServerIsBelievedByWhoVouchesForItAndByNobodyElse(@TempDir Path folder) throws Exception {
        SelfSigned identity = SelfSigned.as("ip:127.0.0.1", folder);
        try (FakeReceiver https = FakeReceiver.as(identity.identity())) {
            send(https, SSLContext.getDefault());
            send(https, Tls.trusting("--export-ca", identity.authority()).context());
        }

        assertThat(said).hasSize(2);
        assertThat(said.getFirst()).startsWith("Export: 0 of ").contains("is not believed", "Try: --export-ca FILE");
        assertThat(said.getLast()).matches("Export: (\\d+) of \\1 samples are at https://.*");
    }

    private void send(FakeReceiver receiver, SSLContext tls) throws InterruptedException {
        Destination to = new Destination(receiver.url(), receiver.url().toString(), Map.of(), tls);
        try (Export export = Export.to(Optional.of(to), "scaleproof/test", NEVER)) {
            export.beside(shown, "shop", "web", Duration.ZERO).second(moment(Moments.ZERO, 1, "surge", 6, 1));
            export.ended(io.scaleproof.loadtest.record.Sample.run(), said::add);
        }
    }

    @Test
    void withoutADestinationARunIsShownAsEver() throws Exception {
        try (Export export = Export.to(Optional.empty(), "scaleproof/test")) {
            assertThat(export.beside(shown, "shop", "web", Duration.ZERO)).isSameAs(shown);
            export.ended(io.scaleproof.loadtest.record.Sample.run(), said::add);
        }
        assertThat(said).isEmpty();
    }

    private void send(int seconds) throws Exception {
        try (Export export = export(NEVER)) {
            Progress told = export.beside(shown, "shop", "web", Duration.ZERO);
            for (int at = 0; at < seconds; at++) {
                told.second(moment(Moments.ZERO, at + 1, "surge", 6, 1, second(at, "surge", 10, 0, 30)));
            }
            export.ended(io.scaleproof.loadtest.record.Sample.run(), said::add);
        }
    }

    private Export export(Duration every) throws NoSuchAlgorithmException {
        return Export.to(destination(server.url()), "scaleproof/test", every);
    }

    private static Optional<Destination> destination(URI url) throws NoSuchAlgorithmException {
        return Optional.of(new Destination(
                url, url.toString(), Map.of("Authorization", "Bearer s3cret"), SSLContext.getDefault()));
    }
}
