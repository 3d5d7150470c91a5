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
    /** Below this the look (three system calls) costs more than it can find. */
    private static final Duration CHECKED_AFTER = Duration.ofMillis(10);

    private final long idleAtMostNanos;
    private final long checkedAfterNanos;
    private final ConcurrentLinkedDeque<HttpConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** @param idleAtMost after which a connection is not used again */
    ConnectionPool(Duration idleAtMost) {
        this(idleAtMost, CHECKED_AFTER);
    }

    /** @param checkedAfter when it is looked at before it is used again */
    ConnectionPool(Duration idleAtMost, Duration checkedAfter) {
        idleAtMostNanos = idleAtMost.toNanos();
        checkedAfterNanos = checkedAfter.toNanos();
    }

    Optional<HttpConnection> take() {
        for (HttpConnection connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            long age = System.nanoTime() - connection.idleSince();
            if (age < idleAtMostNanos && (age < checkedAfterNanos || !connection.isStale())) {
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
