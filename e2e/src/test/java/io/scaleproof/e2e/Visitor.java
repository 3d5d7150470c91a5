package io.scaleproof.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks the service for its greeting again and again, and remembers every time it got no answer. */
final class Visitor implements AutoCloseable {
    /** Bounds what hangs: a request that was dropped has no answer in any time. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    /** After a failure, too: the kernel remembers for a time where a connection from a port led, and if that was no pod, refuses. */
    private static final Duration BETWEEN_VISITS = Duration.ofMillis(100);

    private final URI url;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger visits = new AtomicInteger();
    private final Thread thread = Thread.ofPlatform().name("visitor").unstarted(this::visitUntilClosed);
    private volatile boolean closed;

    Visitor(URI url) {
        this.url = url;
        thread.start();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    int visits() {
        return visits.get();
    }

    private void visitUntilClosed() {
        HttpRequest request = HttpRequest.newBuilder(url).timeout(ANSWER_WITHIN).build();
        while (!closed) {
            visit(request);
            try {
                Thread.sleep(BETWEEN_VISITS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void visit(HttpRequest request) {
        // A client of its own for each visit: a new connection may land on any pod, the dying one too.
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(ANSWER_WITHIN)
                .build()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                failures.add(Instant.now() + " status " + answer.statusCode());
            }
            visits.incrementAndGet();
        } catch (IOException e) {
            failures.add(Instant.now() + " " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(ANSWER_WITHIN.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
