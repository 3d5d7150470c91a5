package io.scaleproof.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks at when requests were due, which no busy machine changes, and never at when they left. */
class LoadGeneratorTest {
    private static final Duration NEVER_REACHED = Duration.ofHours(1);

    private final Queue<String> begun = new ConcurrentLinkedQueue<>();
    private final Queue<Due> due = new ConcurrentLinkedQueue<>();
    private final Queue<Shot> shots = new ConcurrentLinkedQueue<>();
    private final CountDownLatch testIsOver = new CountDownLatch(1);
    private final ShotSink sink = new ShotSink() {
        @Override
        public void begun(String stage, long startNanos) {
            begun.add(stage + " at " + startNanos / 1_000_000);
        }

        @Override
        public void due(String stage, long dueNanos) {
            due.add(new Due(stage, dueNanos / 1_000_000));
        }

        @Override
        public void done(Shot shot) {
            shots.add(shot);
        }
    };
    private HttpServer server;

    private record Due(String stage, long millis) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().equals("/slow")) {
                awaitTheEndOfTheTest();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        testIsOver.countDown();
        server.stop(0);
    }

    @Test
    void everyStageSendsWhatIsDueInItAndTheNextFollowsWithoutAGap() {
        try (HttpExchange exchange = exchange(from -> List.of());
                LoadGenerator generator = new LoadGenerator(exchange, System.nanoTime(), sink)) {
            generator.queue("one", always(exchange, "/"), FireTimes.constant(100), millis(0), millis(300));
            generator.queue("two", always(exchange, "/"), FireTimes.constant(50), millis(300), millis(500));
            await().until(() -> shots.size() >= 40);
        }
        assertThat(dueMillis("one")).hasSize(30).first().isEqualTo(0L);
        assertThat(dueMillis("two")).hasSize(10).first().isEqualTo(300L);
        assertThat(shots).hasSize(40);
        assertThat(begun).containsExactly("one at 0", "two at 300");
    }

    @Test
    void aStageAsksForEachRequestInTurnAndShotsSayWhichItWas() {
        try (HttpExchange exchange = exchange(from -> List.of());
                LoadGenerator generator = new LoadGenerator(exchange, System.nanoTime(), sink)) {
            RequestMix mix = new RequestMix(List.of(
                    new RequestMix.Weighted(exchange.request("/a?secret"), 2),
                    new RequestMix.Weighted(exchange.request("/b"), 1)));
            generator.queue("one", mix, FireTimes.constant(100), millis(0), millis(60));
            await().until(() -> shots.size() >= 6);
        }
        assertThat(shots.stream()
                        .sorted(Comparator.comparingLong(Shot::dueNanos))
                        .map(shot -> shot.passage().request()))
                .containsExactly("GET /a", "GET /b", "GET /a", "GET /a", "GET /b", "GET /a");
    }

    @Test
    void aStageThatSendsNothingBeginsToo() {
        try (HttpExchange exchange = exchange(from -> List.of());
                LoadGenerator generator = new LoadGenerator(exchange, System.nanoTime(), sink)) {
            generator.queue("idle", always(exchange, "/"), FireTimes.constant(0), millis(0), NEVER_REACHED);
            await().until(() -> begun.contains("idle at 0"));
        }
        assertThat(due).isEmpty();
    }

    @Test
    void aStageCanBeEndedBeforeItsTime() {
        long zero = System.nanoTime();
        try (HttpExchange exchange = exchange(from -> List.of());
                LoadGenerator generator = new LoadGenerator(exchange, zero, sink)) {
            var stage =
                    generator.queue("one", always(exchange, "/"), FireTimes.constant(100), millis(0), NEVER_REACHED);
            await().until(() -> shots.size() >= 5);
            Duration end = Duration.ofNanos(System.nanoTime() - zero).plusMillis(100);
            stage.endAt(end);
            long ended = (System.nanoTime() - zero) / 1_000_000;
            generator.queue("two", always(exchange, "/"), FireTimes.constant(100), end, NEVER_REACHED);
            await().until(() -> !dueMillis("two").isEmpty());
            assertThat(dueMillis("one"))
                    .as("what was due by the end, or before it was told")
                    .allMatch(at -> at <= Math.max(end.toMillis(), ended));
            assertThat(dueMillis("two")).first().isEqualTo(end.toMillis());
        }
    }

    @Test
    void aRateChangedInMidStageLosesNoRequestDoublesNoneAndKeepsTheSpacing() {
        long zero = System.nanoTime();
        try (HttpExchange exchange = exchange(from -> List.of());
                LoadGenerator generator = new LoadGenerator(exchange, zero, sink)) {
            var stage =
                    generator.queue("one", always(exchange, "/"), FireTimes.constant(100), millis(0), NEVER_REACHED);
            for (int sent = 10; sent <= 40; sent += 10) {
                int many = sent;
                await().until(() -> due.size() >= many);
                stage.changeRate(Duration.ofNanos(System.nanoTime() - zero), sent % 20 == 0 ? 100 : 50);
            }
            await().until(() -> due.size() >= 60);
            stage.changeRate(Duration.ofNanos(System.nanoTime() - zero), 0);
            await().until(() -> shots.size() == due.size());
        }
        List<Long> at = dueMillis("one");
        for (int i = 1; i < at.size(); i++) {
            assertThat(at.get(i) - at.get(i - 1)).as("gap before request %d", i).isBetween(10L, 20L);
        }
        assertThat(shots).as("requests that left").hasSameSizeAs(at);
    }

    @Test
    void requestsLeaveWhileEarlierOnesAreNotAnswered() {
        try (HttpExchange exchange = exchange(from -> List.of());
                LoadGenerator generator = new LoadGenerator(exchange, System.nanoTime(), sink)) {
            generator.queue("slow", always(exchange, "/slow"), FireTimes.constant(100), millis(0), millis(200));
            await().until(() -> generator.inFlight() == 20);
            assertThat(shots).isEmpty();
        }
    }

    @Test
    void closingStopsSendingAtOnce() {
        try (HttpExchange exchange = exchange(from -> List.of())) {
            LoadGenerator generator = new LoadGenerator(exchange, System.nanoTime(), sink);
            generator.queue("one", always(exchange, "/"), FireTimes.constant(100), millis(0), NEVER_REACHED);
            await().until(() -> shots.size() >= 5);
            generator.close();
            int sent = due.size();
            await().until(() -> generator.inFlight() == 0);
            assertThat(due).hasSize(sent);
            assertThat(shots).as("what had left is let go on").hasSize(sent);
        }
    }

    @Test
    void aRequestKnowsHowLongThisProcessStoodStillMeanwhile() {
        Duration always = NEVER_REACHED;
        try (HttpExchange exchange = exchange(from -> List.of(new Stall(from, always.toNanos())));
                LoadGenerator generator = new LoadGenerator(exchange, System.nanoTime(), sink)) {
            generator.queue("one", always(exchange, "/"), FireTimes.constant(100), millis(0), millis(10));
            await().until(() -> !shots.isEmpty());
        }
        assertThat(shots).allMatch(shot -> shot.stalledNanos() == shot.latencyNanos());
    }

    private static Supplier<HttpExchange.Request> always(HttpExchange exchange, String path) {
        HttpExchange.Request request = exchange.request(path);
        return () -> request;
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    private List<Long> dueMillis(String stage) {
        return due.stream()
                .filter(one -> one.stage().equals(stage))
                .map(Due::millis)
                .toList();
    }

    private HttpExchange exchange(StallSource stalls) {
        return new HttpExchange(
                Endpoint.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                RequestForm.GET,
                1_000,
                Duration.ofSeconds(60),
                new ConnectionPool(NEVER_REACHED),
                stalls,
                false);
    }

    private void awaitTheEndOfTheTest() {
        try {
            testIsOver.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
