package io.scaleproof.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
    private final ConcurrentLinkedQueue<Shot> shots = new ConcurrentLinkedQueue<>();
    private final ShotSink sink = new ShotSink() {
        @Override
        public void due(String stage, long dueNanos) {
            // Only outcomes are looked at here.
        }

        @Override
        public void done(Shot shot) {
            shots.add(shot);
        }
    };
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().equals("/slow")) {
                pause();
            }
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

    @Test
    void everyStageSendsWhatIsDueInItAndTheNextFollowsWithoutAGap() {
        try (HttpExchange exchange = exchange();
                LoadGenerator generator = new LoadGenerator(exchange, System.nanoTime(), sink)) {
            generator.queue("one", exchange.get("/"), FireTimes.constant(100), millis(0), millis(300));
            generator.queue("two", exchange.get("/"), FireTimes.constant(50), millis(300), millis(500));
            awaitShots(40);
        }
        assertThat(dueMillis("one")).hasSize(30).first().isEqualTo(0L);
        assertThat(dueMillis("two")).hasSize(10).first().isEqualTo(300L);
    }

    @Test
    void aStageCanBeEndedBeforeItsTime() {
        try (HttpExchange exchange = exchange();
                LoadGenerator generator = new LoadGenerator(exchange, System.nanoTime(), sink)) {
            var stage = generator.queue("one", exchange.get("/"), FireTimes.constant(100), millis(0), millis(60_000));
            stage.endAt(millis(200));
            generator.queue("two", exchange.get("/"), FireTimes.constant(100), millis(200), millis(300));
            awaitShots(30);
        }
        assertThat(dueMillis("one")).hasSize(20);
    }

    @Test
    void requestsLeaveWhileEarlierOnesAreNotAnswered() {
        try (HttpExchange exchange = exchange();
                LoadGenerator generator = new LoadGenerator(exchange, System.nanoTime(), sink)) {
            generator.queue("slow", exchange.get("/slow"), FireTimes.constant(100), millis(0), millis(200));
            Awaitility.await().until(() -> generator.inFlight() == 20);
        }
    }

    @Test
    void closingStopsSendingAtOnce() throws InterruptedException {
        try (HttpExchange exchange = exchange()) {
            try (LoadGenerator generator = new LoadGenerator(exchange, System.nanoTime(), sink)) {
                generator.queue("one", exchange.get("/"), FireTimes.constant(100), millis(0), millis(60_000));
                awaitShots(5);
            }
            Thread.sleep(100);
            int settled = shots.size();
            Thread.sleep(100);
            assertThat(shots).hasSize(settled);
        }
    }

    private void awaitShots(int count) {
        Awaitility.await().until(() -> shots.size() >= count);
    }

    private List<Long> dueMillis(String stage) {
        return shots.stream()
                .filter(shot -> shot.stage().equals(stage))
                .map(shot -> shot.dueNanos() / 1_000_000)
                .sorted()
                .toList();
    }

    private HttpExchange exchange() {
        return new HttpExchange(
                Endpoint.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                1_000,
                Duration.ofSeconds(10));
    }

    private static void pause() {
        try {
            Thread.sleep(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
