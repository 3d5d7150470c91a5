package io.scaleproof.loadtest.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.scaleproof.loadtest.target.ApiErrors;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;

/**
 * One answer that goes on and on: a line for each change. The client's own watch says neither when its connection ended nor
 * why, and whoever judges what was seen has to know.
 */
final class WatchStream implements AutoCloseable {
    private static final Duration OPEN_WITHIN = Duration.ofSeconds(10);
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(1);

    /** What comes next. */
    sealed interface Part {
        /** A message, as JSON. */
        record Line(String json) implements Part {}

        /** The server has ended its answer. */
        record Ended() implements Part {}

        /** The connection has ended. */
        record Broken(String why) implements Part {}

        /** Nothing, for as long as was waited. */
        record Silence() implements Part {}
    }

    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final CompletableFuture<HttpResponse<AsyncBody>> answer;

    private WatchStream(HttpClient http, HttpRequest request) {
        answer = http.consumeBytes(request, this::receive);
    }

    /**
     * Asks for {@code path}; when this returns, the answer has begun.
     *
     * @throws KubernetesClientException when it is refused, or has not begun in time
     */
    static WatchStream open(KubernetesClient client, String path) throws InterruptedException {
        HttpClient http = client.getHttpClient();
        String url = client.getMasterUrl().toString().replaceFirst("/$", "") + path;
        WatchStream stream = new WatchStream(
                http,
                http.newHttpRequestBuilder().uri(URI.create(url)).forStreaming().build());
        try {
            stream.begin();
            return stream;
        } catch (KubernetesClientException | InterruptedException e) {
            stream.close();
            throw e;
        }
    }

    private void begin() throws InterruptedException {
        try {
            HttpResponse<AsyncBody> begun = answer.get(OPEN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            var _ = begun.body().done().whenComplete((end, broken) -> end(broken));
            begun.body().consume();
            if (!begun.isSuccessful()) {
                Status status = refusal(next(OPEN_WITHIN));
                throw new KubernetesClientException(
                        "HTTP %d %s".formatted(begun.code(), begun.message()), begun.code(), status);
            }
        } catch (ExecutionException e) {
            throw new KubernetesClientException(ApiErrors.words(e), e);
        } catch (TimeoutException e) {
            throw new KubernetesClientException("no answer within %d s".formatted(OPEN_WITHIN.toSeconds()), e);
        }
    }

    /** What the API server says of a refusal; empty where another has refused in its place. */
    private static Status refusal(Part part) {
        if (part instanceof Part.Line said) {
            try {
                return io.fabric8.kubernetes.client.utils.Serialization.unmarshal(said.json(), Status.class);
            } catch (JacksonException | IllegalArgumentException e) {
                return new Status();
            }
        }
        return new Status();
    }

    private void receive(List<ByteBuffer> buffers, AsyncBody body) {
        for (ByteBuffer buffer : buffers) {
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next == '\n') {
                    flush();
                } else {
                    line.write(next);
                }
            }
        }
        body.consume();
    }

    private void end(Throwable broken) {
        flush();
        parts.add(broken == null ? new Part.Ended() : new Part.Broken(ApiErrors.words(broken)));
    }

    private synchronized void flush() {
        if (line.size() > 0) {
            parts.add(new Part.Line(line.toString(UTF_8)));
            line.reset();
        }
    }

    /** What comes next, waited for so long. */
    Part next(Duration within) throws InterruptedException {
        Part part = parts.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        return part == null ? new Part.Silence() : part;
    }

    /** Ends the connection, and waits for that a moment: the client must not be closed in the midst of it. */
    @Override
    public void close() {
        answer.cancel(true);
        if (answer.isCompletedExceptionally()) {
            return;
        }
        AsyncBody body = answer.join().body();
        body.cancel();
        var _ = body.done()
                .handle((end, broken) -> true)
                .completeOnTimeout(false, CLOSED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
