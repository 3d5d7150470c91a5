package io.scaleproof.loadtest.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpExchangeTest {
    private static final Duration HANGS_AFTER = Duration.ofSeconds(60);

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"pod\":\"one\"}";

    private final ServerSocket server = listen();
    private StallSource stalls = from -> List.of();
    private ConnectionPool pool = new ConnectionPool(Duration.ofHours(1));
    private RequestForm form = RequestForm.GET;
    private boolean retryIdle;
    private final List<String> seen = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> requestLines = new ArrayList<>();

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    @Test
    void aConnectionServesAsManyRequestsAsItShall() {
        serve(OK, OK, OK, OK);
        try (HttpExchange exchange = exchange(2, HANGS_AFTER)) {
            for (int i = 0; i < 4; i++) {
                assertThat(get(exchange)).isEqualTo(new Outcome.Served(200, Optional.of("one")));
            }
        }
        assertThat(connections).hasValue(2);
    }

    @Test
    void aConnectionThatIdledForTooLongIsNotUsedAgain() {
        pool = new ConnectionPool(Duration.ZERO);
        serve(OK, OK);
        try (HttpExchange exchange = exchange(2, HANGS_AFTER)) {
            get(exchange);
            assertThat(get(exchange)).isEqualTo(new Outcome.Served(200, Optional.of("one")));
        }
        assertThat(connections).hasValue(2);
    }

    @Test
    void theLastRequestOfAConnectionAsksTheServerToCloseIt() {
        serve(OK, OK);
        try (HttpExchange exchange = exchange(2, HANGS_AFTER)) {
            get(exchange);
            get(exchange);
        }
        assertThat(requestLines.subList(0, requestLines.size() / 2)).doesNotContain("Connection: close");
        assertThat(requestLines.subList(requestLines.size() / 2, requestLines.size()))
                .contains("Connection: close");
    }

    @Test
    void aStatusOtherThan2xxIsAFailureOfThePodThatAnswered() {
        serve("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nX-Pod: busy\r\n\r\n");
        try (HttpExchange exchange = exchange(1, HANGS_AFTER)) {
            assertThat(get(exchange))
                    .isEqualTo(new Outcome.Failed(Outcome.Step.ANSWER, "HTTP 503", Optional.of("busy")));
        }
    }

    @Test
    void aConnectionClosedInsteadOfAnAnswerFailsThePodBehindIt() {
        serve(OK, "");
        try (HttpExchange exchange = exchange(2, HANGS_AFTER)) {
            get(exchange);
            assertThat(get(exchange))
                    .isEqualTo(new Outcome.Failed(
                            Outcome.Step.WAIT, "connection closed by the server", Optional.of("one")));
        }
    }

    @Test
    void nobodyListeningIsAFailureToConnect() throws IOException {
        server.close();
        try (HttpExchange exchange = exchange(1, HANGS_AFTER)) {
            assertThat(get(exchange))
                    .isEqualTo(new Outcome.Failed(Outcome.Step.CONNECT, "connection refused", Optional.empty()));
        }
    }

    @Test
    void silenceFailsOnceTheTimeIsUp() {
        // Accepted by the kernel's backlog, and never answered.
        try (HttpExchange exchange = exchange(1, Duration.ofMillis(200))) {
            // How far it came by then is this machine's business.
            assertThat(get(exchange))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.error()).isEqualTo("no answer within 0.2 s"));
        }
    }

    @Test
    void silenceAtADeadlineThatFellIntoAStandstillIsNotChargedToTheService() {
        standStillFor(Duration.ofMillis(200));
        try (HttpExchange exchange = exchange(1, Duration.ofMillis(200))) {
            assertThat(get(exchange))
                    .isInstanceOfSatisfying(
                            Outcome.Spoilt.class,
                            spoilt -> assertThat(spoilt.why()).isEqualTo("the generator stood still for 200 ms"));
        }
    }

    @Test
    void silenceLongAfterAStandstillIsChargedToTheService() {
        standStillFor(Duration.ofMillis(60));
        try (HttpExchange exchange = exchange(1, Duration.ofMillis(200))) {
            // How far it came by then is this machine's business.
            assertThat(get(exchange))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.error()).isEqualTo("no answer within 0.2 s"));
        }
    }

    @Test
    void aConnectionThatEndedWhileARequestWasLongInComingIsNotChargedToTheService() {
        standStillFor(Duration.ofSeconds(3));
        serve("");
        try (HttpExchange exchange = exchange(1, HANGS_AFTER)) {
            assertThat(get(exchange))
                    .isEqualTo(new Outcome.Spoilt(Outcome.Step.WAIT, "the generator stood still for 3.0 s"));
        }
    }

    @Test
    void whatTheServiceAnswersOrRefusesIsItsOwnWhateverStoodStill() throws IOException {
        standStillFor(Duration.ofSeconds(3));
        serve("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
        try (HttpExchange exchange = exchange(1, HANGS_AFTER)) {
            assertThat(get(exchange)).isEqualTo(new Outcome.Failed(Outcome.Step.ANSWER, "HTTP 503", Optional.empty()));
            server.close();
            assertThat(get(exchange))
                    .isEqualTo(new Outcome.Failed(Outcome.Step.CONNECT, "connection refused", Optional.empty()));
        }
    }

    @Test
    void anAnswerAcrossAStandstillIsServedAndTheTimeOfItKnown() {
        standStillFor(Duration.ofMillis(300));
        serve(OK);
        try (HttpExchange exchange = exchange(1, HANGS_AFTER)) {
            assertThat(get(exchange)).isEqualTo(new Outcome.Served(200, Optional.of("one")));
            assertThat(exchange.stalledNanos(0, 1_000_000_000L)).isEqualTo(300_000_000L);
            assertThat(exchange.stalledNanos(0, 100_000_000L)).isEqualTo(100_000_000L);
        }
    }

    @Test
    void aStatusThatIsExpectedIsServed() {
        form = new RequestForm("GET", Map.of(), "", Statuses.parse("503"));
        serve("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nX-Pod: busy\r\n\r\n", OK);
        try (HttpExchange exchange = exchange(2, HANGS_AFTER)) {
            assertThat(get(exchange)).isEqualTo(new Outcome.Served(503, Optional.of("busy")));
            assertThat(get(exchange)).isInstanceOf(Outcome.Failed.class);
        }
    }

    @Test
    void everyRequestOfAConnectionCarriesHeadersAndBody() throws IOException {
        form = new RequestForm("POST", Map.of("X-Token", "t"), "größe", Statuses.SUCCESSFUL);
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", asked -> {
            received.add("%s %s %s"
                    .formatted(
                            asked.getRequestMethod(),
                            asked.getRequestHeaders().getFirst("X-Token"),
                            new String(asked.getRequestBody().readAllBytes(), UTF_8)));
            asked.sendResponseHeaders(204, -1);
            asked.close();
        });
        shop.start();
        try (HttpExchange exchange = new HttpExchange(
                Endpoint.of(URI.create("http://127.0.0.1:" + shop.getAddress().getPort())),
                form,
                2,
                HANGS_AFTER,
                pool,
                stalls,
                false)) {
            for (int i = 0; i < 3; i++) {
                assertThat(get(exchange)).isEqualTo(new Outcome.Served(204, Optional.empty()));
            }
        } finally {
            shop.stop(0);
        }
        assertThat(received).containsExactly("POST t größe", "POST t größe", "POST t größe");
    }

    @Test
    void refusesConnectionsThatServeNothing() {
        assertThatThrownBy(() -> exchange(0, Duration.ofSeconds(1)))
                .hasMessage("A connection serves at least 1 request, not 0");
    }

    @Test
    void theAddressThatAnsweredIsTold() {
        serve("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
        List<String> answered = new ArrayList<>();
        try (HttpExchange exchange = exchange(1, HANGS_AFTER)) {
            exchange.perform(exchange.request("/"), System.nanoTime(), new Witness() {
                @Override
                public void sent(long nanos) {}

                @Override
                public void answeredBy(String address) {
                    answered.add(address);
                }
            });
        }
        assertThat(answered).containsExactly("127.0.0.1");
    }

    @Test
    void aRequestThatComesToNothingOnAKeptConnectionHasFailed() {
        serve(OK, "", OK);
        try (HttpExchange exchange = exchange(9, HANGS_AFTER)) {
            get(exchange);
            assertThat(get(exchange)).isInstanceOf(Outcome.Failed.class);
        }
        assertThat(seen).containsExactly("sent", "sent", "lost on a kept connection");
    }

    @Test
    void withRetryIdleItIsSentOnceMoreOnANewConnection() {
        retryIdle = true;
        serve(OK, "", OK, OK);
        try (HttpExchange exchange = exchange(9, HANGS_AFTER)) {
            get(exchange);
            assertThat(get(exchange)).isEqualTo(new Outcome.Served(200, Optional.of("one")));
            assertThat(get(exchange)).as("on the new one").isEqualTo(new Outcome.Served(200, Optional.of("one")));
        }
        assertThat(connections).hasValue(2);
        assertThat(seen).containsExactly("sent", "sent", "sent again", "sent");
    }

    @Test
    void onceAndNoMore() {
        retryIdle = true;
        serve(OK, "", "", OK);
        try (HttpExchange exchange = exchange(9, HANGS_AFTER)) {
            get(exchange);
            assertThat(get(exchange)).isInstanceOf(Outcome.Failed.class);
        }
        assertThat(connections).hasValue(2);
        assertThat(seen).containsExactly("sent", "sent", "sent again");
    }

    @Test
    void whatFailsOnANewConnectionIsNotSentAgain() {
        retryIdle = true;
        serve("", OK);
        try (HttpExchange exchange = exchange(9, HANGS_AFTER)) {
            assertThat(get(exchange)).isInstanceOf(Outcome.Failed.class);
        }
        assertThat(seen).containsExactly("sent");
    }

    @Test
    void norIsWhatFailsAfterTheFirstByteOfAnAnswer() {
        retryIdle = true;
        serve(OK, "HTTP/1.1 200 OK\r\n");
        try (HttpExchange exchange = exchange(9, HANGS_AFTER)) {
            get(exchange);
            assertThat(get(exchange))
                    .isEqualTo(new Outcome.Failed(
                            Outcome.Step.ANSWER, "connection closed by the server", Optional.of("one")));
        }
        assertThat(seen).containsExactly("sent", "sent");
    }

    @Test
    void norIsWhatFailsAtItsDeadline() throws IOException {
        retryIdle = true;
        pool = new ConnectionPool(Duration.ofHours(1), Duration.ofHours(1));
        HttpConnection kept = HttpConnection.create();
        kept.connect(Endpoint.of(URI.create("http://127.0.0.1:" + server.getLocalPort())));
        pool.give(kept);
        try (HttpExchange exchange = exchange(9, Duration.ofMillis(200))) {
            assertThat(get(exchange))
                    .isEqualTo(new Outcome.Failed(Outcome.Step.WAIT, "no answer within 0.2 s", Optional.empty()));
        }
        assertThat(seen).containsExactly("sent");
    }

    @Test
    void norIsAPostThatMayHaveBeenTakenUnlessItHasAKey() {
        retryIdle = true;
        form = new RequestForm("POST", Map.of(), "one apple", Statuses.SUCCESSFUL);
        serve(OK, "", OK, "", OK);
        try (HttpExchange exchange = exchange(9, HANGS_AFTER)) {
            get(exchange);
            assertThat(get(exchange)).isInstanceOf(Outcome.Failed.class);
            form = new RequestForm("POST", Map.of("idempotency-key", "1"), "one apple", Statuses.SUCCESSFUL);
            get(exchange);
            assertThat(perform(exchange, exchange.request(form, "/"))).isInstanceOf(Outcome.Served.class);
        }
        assertThat(seen).containsExactly("sent", "sent", "lost on a kept connection", "sent", "sent", "sent again");
    }

    @Test
    void aPostOfWhichNothingWasWrittenIsSentAgain() throws IOException {
        retryIdle = true;
        form = new RequestForm("POST", Map.of(), "", Statuses.SUCCESSFUL);
        pool = new ConnectionPool(Duration.ofHours(1), Duration.ofHours(1));
        serve(OK);
        HttpConnection gone = HttpConnection.create();
        gone.close();
        pool.give(gone);
        try (HttpExchange exchange = exchange(9, HANGS_AFTER)) {
            assertThat(get(exchange)).isInstanceOf(Outcome.Served.class);
        }
        assertThat(seen).containsExactly("sent", "sent again");
    }

    private HttpExchange exchange(int requestsPerConnection, Duration timeout) {
        return new HttpExchange(
                Endpoint.of(URI.create("http://127.0.0.1:" + server.getLocalPort())),
                form,
                requestsPerConnection,
                timeout,
                pool,
                stalls,
                retryIdle);
    }

    /** As if this process stood still from the time asked about on. */
    private void standStillFor(Duration length) {
        stalls = from -> List.of(new Stall(from, length.toNanos()));
    }

    private Outcome get(HttpExchange exchange) {
        return perform(exchange, exchange.request("/"));
    }

    private Outcome perform(HttpExchange exchange, HttpExchange.Request request) {
        return exchange.perform(request, System.nanoTime(), new Witness() {
            @Override
            public void sent(long nanos) {
                seen.add("sent");
            }

            @Override
            public void sentAgain() {
                seen.add("sent again");
            }

            @Override
            public void lostOnKept() {
                seen.add("lost on a kept connection");
            }
        });
    }

    /** Gives one answer a request, an empty one by closing the connection; closes it too when the client asks. */
    private void serve(String... answers) {
        Thread.ofVirtual().start(() -> {
            int next = 0;
            while (next < answers.length) {
                try (Socket socket = server.accept()) {
                    connections.incrementAndGet();
                    BufferedReader reader =
                            new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
                    boolean open = true;
                    while (open && next < answers.length && readRequest(reader)) {
                        String answer = answers[next++];
                        socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
                        open = !answer.isEmpty() && !requestLines.getLast().equals("Connection: close");
                    }
                } catch (IOException e) {
                    // The test is over.
                    return;
                }
            }
        });
    }

    private boolean readRequest(BufferedReader reader) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.isEmpty()) {
                return true;
            }
            requestLines.add(line);
        }
        return false;
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
