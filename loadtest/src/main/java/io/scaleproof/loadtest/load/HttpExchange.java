package io.scaleproof.loadtest.load;

import io.scaleproof.loadtest.load.HttpConnection.Response;
import io.scaleproof.loadtest.load.Outcome.Step;
import java.io.IOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Performs single requests, on connections that each serve a given number of them. */
public final class HttpExchange implements AutoCloseable {
    private static final Duration IDLE_AT_MOST = Duration.ofSeconds(2);

    private final Endpoint endpoint;
    private final RequestForm form;
    private final int requestsPerConnection;
    private final Duration timeout;
    private final ConnectionPool pool;
    private final Deadlines deadlines = new Deadlines();
    private final StallSource stalls;
    private final boolean retryIdle;

    /**
     * One that sends each request once.
     *
     * @param form of requests that have none of their own
     * @param requestsPerConnection after so many a connection is closed, as users come and go; the last request says so
     *     ({@code Connection: close}), which leaves the closing, and the kernel's waiting state, to the server
     * @param timeout counted from when a request was due
     */
    public HttpExchange(Endpoint endpoint, RequestForm form, int requestsPerConnection, Duration timeout) {
        this(endpoint, form, requestsPerConnection, timeout, false);
    }

    /**
     * The same.
     *
     * @param retryIdle whether a request that comes to nothing on a kept connection is sent once more, as Go's clients do
     */
    public HttpExchange(
            Endpoint endpoint, RequestForm form, int requestsPerConnection, Duration timeout, boolean retryIdle) {
        this(
                endpoint,
                form,
                requestsPerConnection,
                timeout,
                new ConnectionPool(IDLE_AT_MOST),
                new StallMeter(),
                retryIdle);
    }

    /** @param stalls whom to ask whether a failure was this process's own; closed with this */
    HttpExchange(
            Endpoint endpoint,
            RequestForm form,
            int requestsPerConnection,
            Duration timeout,
            ConnectionPool pool,
            StallSource stalls,
            boolean retryIdle) {
        if (requestsPerConnection < 1) {
            throw new IllegalArgumentException("A connection serves at least 1 request, not " + requestsPerConnection);
        }
        this.endpoint = endpoint;
        this.form = form;
        this.requestsPerConnection = requestsPerConnection;
        this.timeout = timeout;
        this.pool = pool;
        this.stalls = stalls;
        this.retryIdle = retryIdle;
    }

    /** A request for {@code path} (with its query), to be performed by {@link #perform} any number of times. */
    public Request request(String path) {
        return request(form, path);
    }

    /** The same, with a form of its own. */
    public Request request(RequestForm itsForm, String path) {
        return new Request(itsForm.name(path), bytes(itsForm, path, false), bytes(itsForm, path, true), itsForm);
    }

    private byte[] bytes(RequestForm itsForm, String path, boolean last) {
        byte[] head = itsForm.head(path, endpoint.authority(), last);
        byte[] body = itsForm.bodyBytes();
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }

    /** A request's bytes, for a connection that goes on and for one that ends with it. */
    public static final class Request {
        private final String name;
        private final byte[] keeping;
        private final byte[] closing;
        private final Statuses expected;
        private final boolean repeatable;

        private Request(String name, byte[] keeping, byte[] closing, RequestForm form) {
            this.name = name;
            this.keeping = keeping;
            this.closing = closing;
            this.expected = form.expected();
            this.repeatable = form.isRepeatable();
        }

        /** Its method and path. */
        public String name() {
            return name;
        }
    }

    /**
     * Performs one request and waits for its outcome.
     *
     * @param dueNanos when it was due, by {@link System#nanoTime}
     * @param witness told how it goes
     */
    public Outcome perform(Request request, long dueNanos, Witness witness) {
        Attempt first = new Attempt(request, dueNanos, pool.take());
        Outcome outcome = first.perform(witness::sent, witness::answeredBy);
        if (!first.isLostOnKept()) {
            return outcome;
        }
        if (retryIdle && (request.repeatable || first.hasWrittenNothing())) {
            witness.sentAgain();
            return new Attempt(request, dueNanos, Optional.empty()).perform(at -> {}, witness::answeredBy);
        }
        if (outcome instanceof Outcome.Failed) {
            witness.lostOnKept();
        }
        return outcome;
    }

    /** A request on one connection. */
    private final class Attempt {
        private final Request request;
        private final long dueNanos;
        private final long deadlineNanos;
        private final Optional<HttpConnection> kept;
        private final long begunNanos = System.nanoTime();
        private long writtenNanos = begunNanos;
        private Step step = Step.CONNECT;
        private ByteBuffer bytes = ByteBuffer.allocate(0);
        private boolean lost;

        Attempt(Request request, long dueNanos, Optional<HttpConnection> kept) {
            this.request = request;
            this.dueNanos = dueNanos;
            this.deadlineNanos = dueNanos + timeout.toNanos();
            this.kept = kept;
        }

        Outcome perform(LongConsumer onSent, Consumer<String> onAnswer) {
            HttpConnection connection = null;
            try {
                connection = kept.isPresent() ? kept.get() : HttpConnection.create();
                deadlines.guard(connection, deadlineNanos);
                onSent.accept(System.nanoTime());
                if (kept.isEmpty()) {
                    connection.connect(endpoint);
                }
                return performOn(connection, onAnswer);
            } catch (IOException e) {
                return connection == null ? new Outcome.NotSent(words(e)) : failed(connection, e);
            }
        }

        private Outcome performOn(HttpConnection connection, Consumer<String> onAnswer) throws IOException {
            step = Step.SEND;
            boolean last = connection.requests() + 1 >= requestsPerConnection;
            bytes = ByteBuffer.wrap(last ? request.closing : request.keeping);
            connection.send(bytes);
            writtenNanos = System.nanoTime();
            step = Step.WAIT;
            connection.await();
            step = Step.ANSWER;
            Response response = connection.receive();
            onAnswer.accept(connection.server());
            boolean inTime = deadlines.release(connection);
            if (inTime && response.reusable() && !last) {
                pool.give(connection);
            } else {
                connection.close();
            }
            return request.expected.include(response.status())
                    ? new Outcome.Served(response.status(), response.pod())
                    : new Outcome.Failed(step, "HTTP " + response.status(), response.pod());
        }

        private Outcome failed(HttpConnection connection, IOException e) {
            boolean inTime = deadlines.release(connection);
            connection.close();
            if (isOurs(e)) {
                return new Outcome.NotSent(words(e));
            }
            lost = inTime && kept.isPresent() && (step == Step.SEND || step == Step.WAIT);
            Optional<Stall> ours = inTime
                    ? whileSending(begunNanos, step == Step.SEND ? System.nanoTime() : writtenNanos)
                    : atDeadline(dueNanos, deadlineNanos);
            if (ours.isPresent()) {
                return new Outcome.Spoilt(step, ours.get().words());
            }
            String error = inTime ? words(e) : "no answer within %s s".formatted(timeout.toMillis() / 1000.0);
            return new Outcome.Failed(step, error, connection.lastPod());
        }

        /** Whether a connection that had served before gave no byte of an answer. */
        boolean isLostOnKept() {
            return lost;
        }

        /** Over TLS nobody knows, so there it has written. */
        boolean hasWrittenNothing() {
            return step == Step.SEND && bytes.position() == 0;
        }
    }

    /** A server may close a connection on which a request is long in coming. */
    private Optional<Stall> whileSending(long begunNanos, long writtenNanos) {
        return longest(
                stalls.since(begunNanos).stream().filter(stall -> stall.overlapNanos(begunNanos, writtenNanos) > 0));
    }

    private Optional<Stall> atDeadline(long dueNanos, long deadlineNanos) {
        return longest(stalls.since(dueNanos).stream().filter(stall -> stall.spoils(dueNanos, deadlineNanos)));
    }

    private static Optional<Stall> longest(Stream<Stall> stalls) {
        return stalls.max(Comparator.comparingLong(Stall::lengthNanos));
    }

    /** How long this process stood still between the two times, by {@link System#nanoTime}. */
    long stalledNanos(long fromNanos, long toNanos) {
        long stalled = 0;
        for (Stall stall : stalls.since(fromNanos)) {
            stalled += stall.overlapNanos(fromNanos, toNanos);
        }
        return stalled;
    }

    /** Errors that this machine makes before anything leaves it. */
    private static boolean isOurs(IOException e) {
        return e instanceof BindException || words(e).contains("cannot assign requested address");
    }

    private static String words(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        pool.close();
        deadlines.close();
        stalls.close();
    }
}
