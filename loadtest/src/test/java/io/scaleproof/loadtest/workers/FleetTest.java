package io.scaleproof.loadtest.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.scaleproof.loadtest.load.Load;
import io.scaleproof.loadtest.load.LoadLog;
import io.scaleproof.loadtest.load.Outcome;
import io.scaleproof.loadtest.load.RequestForm;
import io.scaleproof.loadtest.load.SingleRequests.Performed;
import io.scaleproof.loadtest.load.Statuses;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.WorkerHealth;
import io.scaleproof.loadtest.session.Requests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workers as threads of this process, led over pipes as they are over an API server. */
class FleetTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String SECRET = "hunter2";

    private final Queue<String> seenSecrets = new ConcurrentLinkedQueue<>();
    private final List<PipedOutputStream> said = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> {
            seenSecrets.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Token")));
            exchange.sendResponseHeaders(200, -1);
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
    void twoWorkersSendOneScheduleAndTheLogHoldsAllOfIt() throws Exception {
        try (Fleet fleet = fleet(worker("w-0", "1"), worker("w-1", "1"))) {
            fleet.prepare(spec(), "1");
            LoadLog log = new LoadLog(TIMEOUT);
            long zero = System.nanoTime() + 500_000_000;
            try (Load load = fleet.begin(zero, log)) {
                load.queue("ramp", 1, 40, 80, Duration.ZERO, Duration.ofSeconds(1));
                Load.Sending level = load.queue("level", 1, 50, 50, Duration.ofSeconds(1), Duration.ofSeconds(60));
                level.endAt(Duration.ofSeconds(2));
                await().atMost(SOON).until(() -> load.known(Duration.ZERO).compareTo(Duration.ofMillis(2_100)) > 0);
            }
            assertThat(fleet.broken()).isEmpty();
            assertThat(log.ended())
                    .as("60 requests of the ramp and 50 of the level")
                    .isEqualTo(110);
            assertThat(log.failed()).isZero();
            assertThat(log.lastWholeSecond(Duration.ofSeconds(1)).orElseThrow().scheduled())
                    .isEqualTo(60);
            assertThat(fleet.workers()).extracting(WorkerHealth::name).containsExactly("w-0", "w-1");
            assertThat(fleet.workers()).extracting(WorkerHealth::requests).containsExactly(55L, 55L);
            assertThat(seenSecrets).contains(SECRET);
        }
    }

    @Test
    void aSingleRequestGoesThroughAWorker() throws Exception {
        try (Fleet fleet = fleet(worker("w-0", "1"))) {
            fleet.prepare(spec(), "1");

            Performed performed = fleet.perform(7);

            assertThat(performed.outcome()).isEqualTo(new Outcome.Served(200, Optional.empty()));
            assertThat(performed.took()).isPositive();
        }
    }

    @Test
    void aWorkerThatDiesIsNamedWithWhatBecameOfIt() throws Exception {
        try (Fleet fleet = fleet(worker("w-0", "1"), worker("w-1", "1"))) {
            fleet.prepare(spec(), "1");
            Load load = fleet.begin(System.nanoTime(), new LoadLog(TIMEOUT));
            assertThat(fleet.broken()).isEmpty();

            said.get(1).close();

            await().atMost(SOON).until(() -> fleet.broken().isPresent());
            assertThat(fleet.broken().orElseThrow()).hasMessage("Worker w-1: evicted (its output ended)");
            load.close();
        }
    }

    @Test
    void aWorkerOfWhichNothingIsHeardIsNamed() throws Exception {
        PipedOutputStream nothing = new PipedOutputStream();
        try (WorkerLink silent =
                new WorkerLink("w-0", OutputStream.nullOutputStream(), new PipedInputStream(nothing), seen -> seen)) {
            silent.requireHeard(Duration.ofHours(1));
            assertThat(silent.broken()).isEmpty();

            silent.requireHeard(Duration.ZERO);

            assertThat(silent.broken().orElseThrow().why().getMessage())
                    .startsWith("Worker w-0: nothing was heard of it for ");
        }
    }

    @Test
    void aWorkerThatIsToldTooLateSaysSo() throws Exception {
        try (Fleet fleet = fleet(worker("w-0", "1"))) {
            fleet.prepare(spec(), "1");
            try (Load load = fleet.begin(System.nanoTime() - 2_000_000_000L, new LoadLog(TIMEOUT))) {
                load.queue("late", 1, 1, 1, Duration.ZERO, Duration.ofSeconds(60));

                await().atMost(SOON).until(() -> fleet.broken().isPresent());
                assertThat(fleet.broken().orElseThrow().getMessage())
                        .matches("Worker w-0: it was told of stage late \\d+ ms too late to do it in time");
            }
        }
    }

    @Test
    void anImageOfAnotherVersionIsRefused() throws Exception {
        try (Fleet fleet = fleet(worker("w-0", "0.9"))) {
            assertThatThrownBy(() -> fleet.prepare(spec(), "1"))
                    .isInstanceOf(CouldNotRun.class)
                    .hasMessage("Worker w-0: its image holds Scaleproof 0.9, and it is led by 1");
        }
    }

    @Test
    void aServiceThatAWorkerCannotReachIsSaidByIt() throws Exception {
        server.stop(0);
        try (Fleet fleet = fleet(worker("w-0", "1"))) {
            assertThatThrownBy(() -> fleet.prepare(spec(), "1"))
                    .isInstanceOf(CouldNotRun.class)
                    .hasMessageStartingWith("Worker w-0: Nothing accepts a connection at http://127.0.0.1:");
        }
    }

    @Test
    void whatIsNotUnderstoodIsNotShown() {
        assertThatThrownBy(() -> Wire.order("{\"is\":\"Ping\",\"id\":\"" + SECRET + "\"}"))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("a line of \\d+ characters is no Order: \\w+")
                .hasMessageNotContaining(SECRET);
        assertThat(spec().toString()).doesNotContain(SECRET);
    }

    private static Fleet fleet(WorkerLink... workers) {
        return new Fleet(List.of(workers), TIMEOUT, () -> false, () -> {});
    }

    private WorkerLink worker(String name, String version) throws IOException {
        PipedOutputStream orders = new PipedOutputStream();
        InputStream in = new PipedInputStream(orders, 1 << 16);
        PipedOutputStream out = new PipedOutputStream();
        InputStream answers = new PipedInputStream(out, 1 << 20);
        said.add(out);
        Thread.ofPlatform().daemon().start(() -> {
            try (out) {
                Worker.serve(version, in, out);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return new WorkerLink(name, orders, answers, seen -> "evicted (" + seen + ")");
    }

    private LoadSpec spec() {
        RequestForm form = new RequestForm("GET", Map.of("X-Token", SECRET), "", Statuses.SUCCESSFUL);
        return new LoadSpec(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                new Requests("/burn?millis={millis}", 1, form, TIMEOUT),
                2,
                false,
                new LoadSpec.Trust(Optional.empty(), Optional.empty(), Optional.empty(), false));
    }
}
