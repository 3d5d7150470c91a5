package io.scaleproof.loadtest.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an https server that calls itself shop.example, by a certificate that it has signed itself. */
class TlsTest {
    private static final Duration HANGS_AFTER = Duration.ofMinutes(1);

    @TempDir
    private static Path folder;

    private static final List<Integer> PORTS = new CopyOnWriteArrayList<>();
    private static Path authority;
    private static HttpsServer server;
    private static URI url;

    @BeforeAll
    static void start() throws Exception {
        SelfSigned shop = SelfSigned.as("dns:shop.example", folder);
        authority = shop.authority();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(shop.identity()));
        server.createContext("/", asked -> {
            PORTS.add(asked.getRemoteAddress().getPort());
            byte[] answer = asked.getRequestHeaders().getFirst("Host").getBytes(UTF_8);
            asked.sendResponseHeaders(200, answer.length);
            asked.getResponseBody().write(answer);
            asked.close();
        });
        server.start();
        url = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void requestsAreServedOnKeptConnectionsByAServerThatIsBelieved() throws Exception {
        Endpoint shop = Endpoint.of(url, Tls.trusting(authority), Optional.of("shop.example"));
        RequestForm form = new RequestForm("GET", Map.of("Host", "shop.example"), "", Statuses.SUCCESSFUL);
        PORTS.clear();

        try (HttpExchange exchange = new HttpExchange(shop, form, 3, HANGS_AFTER)) {
            for (int i = 0; i < 7; i++) {
                // Longer than a connection needs to be looked at before it is used again.
                Thread.sleep(20);
                assertThat(exchange.perform(exchange.request("/"), System.nanoTime(), at -> {}))
                        .isEqualTo(new Outcome.Served(200, Optional.empty()));
            }
        }

        assertThat(PORTS).hasSize(7);
        assertThat(new HashSet<>(PORTS)).as("connections").hasSize(3);
    }

    @Test
    void aServerThatNobodyVouchesForIsNotBelieved() {
        Endpoint stranger = Endpoint.of(url, Tls.trustedByTheJvm(), Optional.of("shop.example"));

        assertThatThrownBy(stranger::tryOut).isInstanceOf(SSLException.class);
        try (HttpExchange exchange = new HttpExchange(stranger, RequestForm.GET, 1, HANGS_AFTER)) {
            assertThat(exchange.perform(exchange.request("/"), System.nanoTime(), at -> {}))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.step()).isEqualTo(Outcome.Step.CONNECT));
        }
    }

    @Test
    void norOneThatIsCalledOtherwise() throws IOException {
        Tls known = Tls.trusting(authority);

        assertThatThrownBy(() -> Endpoint.of(url, known, Optional.empty()).tryOut())
                .isInstanceOf(SSLException.class);
        assertThatThrownBy(() ->
                        Endpoint.of(url, known, Optional.of("bank.example")).tryOut())
                .isInstanceOf(SSLException.class);
        Endpoint.of(url, known, Optional.of("shop.example:8443")).tryOut();
    }

    @Test
    void aServerThatSaysNothingIsWaitedForNotForEver() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Endpoint endpoint = Endpoint.of(
                    URI.create("https://127.0.0.1:" + silent.getLocalPort()),
                    Tls.trustingEverybody(),
                    Optional.empty());

            assertThatThrownBy(() -> endpoint.tryOut(Duration.ofMillis(200))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aRequestToOneFailsAtItsDeadline() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpExchange exchange = new HttpExchange(
                        Endpoint.of(
                                URI.create("https://127.0.0.1:" + silent.getLocalPort()),
                                Tls.trustingEverybody(),
                                Optional.empty()),
                        RequestForm.GET,
                        1,
                        Duration.ofMillis(300))) {
            assertThat(exchange.perform(exchange.request("/"), System.nanoTime(), at -> {}))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.error()).isEqualTo("no answer within 0.3 s"));
        }
    }

    @Test
    void insecureBelievesEverybody() throws IOException {
        Endpoint.of(url, Tls.trustingEverybody(), Optional.empty()).tryOut();
    }

    @Test
    void aFileWithoutCertificatesIsRefused() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing\n");

        assertThatThrownBy(() -> Tls.trusting(empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--ca is '%s', which holds no certificates as PEM", empty);
        assertThatThrownBy(() -> Tls.trusting(folder.resolve("missing.pem")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no file that can be read");
    }

    @Test
    void theUsualPortOfHttpsIsNotNamed() {
        Endpoint usual = Endpoint.of(URI.create("https://127.0.0.1/x"), Tls.trustedByTheJvm(), Optional.empty());

        assertThat(usual.authority()).isEqualTo("127.0.0.1");
        assertThat(usual.addresses().port()).isEqualTo(443);
        assertThat(Endpoint.of(URI.create("http://127.0.0.1:443")).authority()).isEqualTo("127.0.0.1:443");
    }
}
