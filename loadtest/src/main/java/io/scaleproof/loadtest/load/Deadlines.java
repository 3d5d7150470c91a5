package io.scaleproof.loadtest.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections whose request has run out of time. One sweep every 50 ms instead of a timer per request: a
 * deadline of seconds does not need to be exact, and requests are many.
 */
final class Deadlines implements AutoCloseable {
    private final Map<HttpConnection, Long> open = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("deadlines").factory());

    Deadlines() {
        var _ = sweeper.scheduleWithFixedDelay(() -> sweep(System.nanoTime()), 50, 50, TimeUnit.MILLISECONDS);
    }

    void guard(HttpConnection connection, long deadlineNanos) {
        open.put(connection, deadlineNanos);
    }

    /** Whether the connection was still open, that is, not closed for its deadline. */
    boolean release(HttpConnection connection) {
        return open.remove(connection) != null;
    }

    private void sweep(long now) {
        open.forEach((connection, deadline) -> {
            if (now - deadline >= 0 && open.remove(connection, deadline)) {
                connection.close();
            }
        });
    }

    /** Ends every request that is still open. */
    @Override
    public void close() {
        sweeper.close();
        open.keySet().forEach(HttpConnection::close);
    }
}
