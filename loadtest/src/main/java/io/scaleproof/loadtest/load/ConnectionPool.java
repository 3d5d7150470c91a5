package io.scaleproof.loadtest.load;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Idle connections. The one used last is taken first, so that surplus ones grow old and are closed.
 *
 * <p>A well-behaved client does not reuse a connection that has been idle for long, and looks whether the server has
 * closed it: what fails in spite of that is the service's fault.
 */
final class ConnectionPool implements AutoCloseable {
    private static final long IDLE_AT_MOST = Duration.ofSeconds(2).toNanos();
    /** Below this the look (three system calls) costs more than it can find. */
    private static final long CHECKED_AFTER = Duration.ofMillis(10).toNanos();

    private final ConcurrentLinkedDeque<HttpConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Optional<HttpConnection> take() {
        for (HttpConnection connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            long age = System.nanoTime() - connection.idleSince();
            if (age < CHECKED_AFTER || (age < IDLE_AT_MOST && !connection.isStale())) {
                return Optional.of(connection);
            }
            connection.close();
        }
        return Optional.empty();
    }

    void give(HttpConnection connection) {
        connection.idleSince(System.nanoTime());
        idle.addFirst(connection);
        if (closed) {
            close();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (HttpConnection connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            connection.close();
        }
    }
}
