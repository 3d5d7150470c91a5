package io.scaleproof.service.connection;

import io.netty.channel.Channel;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How many connections are open at a time: for one too many, the one that has rested longest is closed, so that whoever
 * holds many open keeps nobody out, a probe least of all. None is closed that waits for an answer; should they all wait,
 * there may be more, as many as the service accepts work from.
 */
final class ConnectionLimit {
    private final int most;
    private final Runnable onEviction;
    private final Set<Channel> open = new HashSet<>();
    /** Those that wait for no answer, longest first; one that has sent half a request is among them. */
    private final Set<Channel> resting = new LinkedHashSet<>();

    /** @param onEviction run for every connection that is closed for another */
    ConnectionLimit(int most, Runnable onEviction) {
        this.most = most;
        this.onEviction = onEviction;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Whatever comes of it, that connection is at its end.
    void opened(Channel connection) {
        add(connection).ifPresent(evicted -> {
            onEviction.run();
            evicted.close();
        });
        connection.closeFuture().addListener(closed -> remove(connection));
    }

    private synchronized Optional<Channel> add(Channel connection) {
        open.add(connection);
        Optional<Channel> evicted = open.size() > most ? resting.stream().findFirst() : Optional.empty();
        // Not counted any more, though its event loop has still to close it.
        evicted.ifPresent(this::remove);
        resting.add(connection);
        return evicted;
    }

    private synchronized void remove(Channel connection) {
        open.remove(connection);
        resting.remove(connection);
    }

    synchronized void asks(Channel connection) {
        resting.remove(connection);
    }

    synchronized void rests(Channel connection) {
        if (open.contains(connection)) {
            resting.add(connection);
        }
    }
}
