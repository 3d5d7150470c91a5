package io.scaleproof.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.scaleproof.loadtest.load.RequestMix.Weighted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks at when requests were due, which no busy machine changes, and never at when they left. */
class ShareTest {
    private HttpServer server;

    private record Due(long nanos, String request) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void everyRequestBelongsToExactlyOneSender(int senders) {
        for (long n = 0; n < 100; n++) {
            long request = n;
            assertThat(shares(senders).filter(share -> share.has(request)))
                    .as("who sends request %d of %d senders", n, senders)
                    .hasSize(1);
            shares(senders)
                    .forEach(share -> assertThat(share.has(request + share.until(request)))
                            .as("%s after request %d", share, request)
                            .isTrue());
        }
    }

    @Test
    void nobodyHasAShareThatIsNotThere() {
        assertThatThrownBy(() -> new Share(2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no share 2 of 2: they count from 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void allSharesTogetherAreTheScheduleThroughRampsChangesAndEnds(int senders) {
        List<Due> whole = sent(1);
        List<Due> together = sent(senders);

        assertThat(whole).hasSizeGreaterThan(150);
        assertThat(together)
                .as("requests of %d senders, by when each was due and what it asked for", senders)
                .containsExactlyInAnyOrderElementsOf(whole);
    }

    /** A ramp whose rate is changed and whose end is moved, then a level. */
    private List<Due> sent(int senders) {
        Queue<Due> due = new ConcurrentLinkedQueue<>();
        long zero = System.nanoTime() + 300_000_000;
        Endpoint endpoint =
                Endpoint.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        try (HttpExchange exchange = new HttpExchange(endpoint, RequestForm.GET, 2, Duration.ofSeconds(20))) {
            List<LoadGenerator> generators = new ArrayList<>();
            Queue<Shot> shots = new ConcurrentLinkedQueue<>();
            shares(senders).forEach(share -> {
                LoadGenerator generator = new LoadGenerator(exchange, zero, new Sink(due, shots), share);
                generators.add(generator);
                LoadGenerator.Sending ramp = generator.queue(
                        "ramp", mix(exchange), FireTimes.ramp(50, 250, millis(1_000)), millis(0), millis(1_000));
                ramp.changeRate(millis(400), 200);
                ramp.changeRate(millis(600), 90);
                ramp.endAt(millis(900));
                generator.queue("level", mix(exchange), FireTimes.constant(100), millis(900), millis(1_500));
            });
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> System.nanoTime() > zero + 1_700_000_000L);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> shots.size() == due.size());
            generators.forEach(LoadGenerator::close);
            shots.forEach(
                    shot -> due.add(new Due(shot.dueNanos(), shot.passage().request())));
        }
        return due.stream().filter(one -> !one.request().isEmpty()).toList();
    }

    private record Sink(Queue<Due> due, Queue<Shot> shots) implements ShotSink {
        @Override
        public void begun(String stage, long startNanos) {}

        @Override
        public void due(String stage, long dueNanos) {
            due.add(new Due(dueNanos, ""));
        }

        @Override
        public void done(Shot shot) {
            shots.add(shot);
        }
    }

    private static RequestMix mix(HttpExchange exchange) {
        return new RequestMix(
                List.of(new Weighted(exchange.request("/a"), 3), new Weighted(exchange.request("/b"), 1)));
    }

    private static Stream<Share> shares(int senders) {
        return LongStream.range(0, senders).mapToObj(index -> new Share((int) index, senders));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
