package io.scaleproof.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class HostAddressesTest {
    private final List<Runnable> beside = new ArrayList<>();
    private List<String> answer = List.of("10.0.0.1");
    private long nowNanos;
    private int lookups;

    @Test
    void aNameIsLookedUpAgainBesideTheRequests() throws UnknownHostException {
        HostAddresses shop = shop();
        answer = List.of("10.0.0.2");
        assertThat(next(shop)).containsExactly("10.0.0.1");
        pass(Duration.ofSeconds(4));
        assertThat(next(shop)).containsExactly("10.0.0.1");
        assertThat(beside).as("lookups while it is fresh").isEmpty();

        pass(Duration.ofSeconds(2));
        assertThat(next(shop)).as("this request does not wait").containsExactly("10.0.0.1");
        next(shop);
        assertThat(beside).as("and one lookup is enough").hasSize(1);
        beside.removeFirst().run();
        assertThat(next(shop)).containsExactly("10.0.0.2");
        assertThat(beside).isEmpty();
    }

    @Test
    void aLookupThatFailsChangesNothingAndIsTriedAgain() throws UnknownHostException {
        HostAddresses shop = shop();
        answer = List.of();
        pass(Duration.ofSeconds(6));
        next(shop);
        beside.removeFirst().run();
        assertThat(next(shop)).containsExactly("10.0.0.1");
        assertThat(beside).isEmpty();

        answer = List.of("10.0.0.2");
        pass(Duration.ofSeconds(6));
        next(shop);
        beside.removeFirst().run();
        assertThat(next(shop)).containsExactly("10.0.0.2");
        assertThat(lookups).isEqualTo(3);
    }

    @Test
    void aNameThatNeverResolvedIsRefused() {
        answer = List.of();
        assertThatThrownBy(this::shop).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void addressesOfTheFirstOnesFamilyTakeTurnsAndTheOthersComeLast() throws UnknownHostException {
        answer = List.of("10.0.0.1", "fd00::1", "10.0.0.2");
        HostAddresses shop = shop();

        assertThat(next(shop)).containsExactly("10.0.0.1", "10.0.0.2", "fd00:0:0:0:0:0:0:1");
        assertThat(next(shop)).containsExactly("10.0.0.2", "10.0.0.1", "fd00:0:0:0:0:0:0:1");
        assertThat(next(shop)).containsExactly("10.0.0.1", "10.0.0.2", "fd00:0:0:0:0:0:0:1");
    }

    @Test
    void whereOneAddressAcceptsNothingTheNextIsTried() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 9, InetAddress.ofLiteral("127.0.0.1"))) {
            answer = List.of("127.0.0.2", "127.0.0.1");
            Endpoint shop = endpoint(server.getLocalPort());
            for (int i = 0; i < 2; i++) {
                try (HttpConnection connection = HttpConnection.create()) {
                    assertThatCode(() -> connection.connect(shop)).doesNotThrowAnyException();
                }
            }
        }
    }

    @Test
    void whereNoneDoesItIsSaidOfTheFirst() throws IOException {
        int free;
        try (ServerSocket server = new ServerSocket(0, 9, InetAddress.ofLiteral("127.0.0.1"))) {
            free = server.getLocalPort();
        }
        answer = List.of("127.0.0.2", "127.0.0.1");
        try (HttpConnection connection = HttpConnection.create()) {
            assertThatThrownBy(() -> connection.connect(endpoint(free))).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aConnectionThatIsClosedMeanwhileTriesNoOtherAddress() throws IOException {
        HttpConnection connection = HttpConnection.create();
        connection.close();
        try (ServerSocket server = new ServerSocket(0, 9, InetAddress.ofLiteral("127.0.0.1"))) {
            answer = List.of("127.0.0.2", "127.0.0.1");
            Endpoint shop = endpoint(server.getLocalPort());

            assertThatThrownBy(() -> connection.connect(shop)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anAddressOfIpv6IsReachedAndAskedForInBrackets() throws IOException {
        Optional<HttpServer> listening = onIpv6();
        assumeTrue(listening.isPresent(), "this machine has no IPv6");
        HttpServer server = listening.get();
        List<String> hosts = new CopyOnWriteArrayList<>();
        server.createContext("/", asked -> {
            hosts.add(asked.getRequestHeaders().getFirst("Host"));
            asked.sendResponseHeaders(204, -1);
            asked.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        try (HttpExchange exchange = new HttpExchange(
                Endpoint.of(URI.create("http://[::1]:" + port)), RequestForm.GET, 1, Duration.ofMinutes(1))) {
            assertThat(exchange.perform(exchange.request("/"), System.nanoTime(), at -> {}))
                    .isEqualTo(new Outcome.Served(204, Optional.empty()));
        } finally {
            server.stop(0);
        }
        assertThat(hosts).containsExactly("[::1]:" + port);
    }

    @Test
    void whatAUrlsAddressIsAskedForByIsNeitherItsZoneNorTheUsualPort() {
        assertThat(Endpoint.of(URI.create("http://[::1]:80/")).authority()).isEqualTo("[::1]");
        assertThat(Endpoint.of(URI.create("http://[::1%250]:8080/")).authority())
                .isEqualTo("[::1]:8080");
    }

    private static Optional<HttpServer> onIpv6() {
        try {
            return Optional.of(HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0), 0));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Endpoint endpoint(int port) throws UnknownHostException {
        return new Endpoint(
                new HostAddresses("shop", port, this::resolve, () -> nowNanos, beside::add),
                "shop",
                "shop",
                Optional.empty());
    }

    private HostAddresses shop() throws UnknownHostException {
        return new HostAddresses("shop", 80, this::resolve, () -> nowNanos, beside::add);
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        lookups++;
        if (answer.isEmpty()) {
            throw new UnknownHostException(host);
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (String address : answer) {
            addresses.add(InetAddress.ofLiteral(address));
        }
        return addresses.toArray(InetAddress[]::new);
    }

    private void pass(Duration length) {
        nowNanos += length.toNanos();
    }

    private static List<String> next(HostAddresses addresses) {
        return addresses.next().stream()
                .map(address -> address.getAddress().getHostAddress())
                .toList();
    }
}
