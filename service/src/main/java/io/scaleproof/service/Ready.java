package io.scaleproof.service;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.scaleproof.service.machine.ProcessClock;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how long the start took: the process's, of which Micronaut's own line knows a part. */
@Singleton
class Ready implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(Ready.class);

    private final int wanted;
    private final boolean inherited;

    /** @param socket the number of the file that the launcher opened the port as (listen.c), if it did */
    Ready(
            @Property(name = "micronaut.server.port", defaultValue = "8080") int wanted,
            @Nullable @Property(name = "micronaut.server.netty.listeners.http.fd") Integer socket) {
        this.wanted = wanted;
        inherited = socket != null;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        int port = event.getSource().getPort();
        LOG.info(
                "Ready on port {}, {} ms after the process started",
                port,
                ProcessClock.own().sinceStart().toMillis());
        if (inherited) {
            contradiction(wanted, port).ifPresent(LOG::warn);
        }
    }

    /** The launcher knows variables alone, and no configuration file. */
    static Optional<String> contradiction(int wanted, int opened) {
        return wanted == opened
                ? Optional.empty()
                : Optional.of("Port %d is not listened on: the launcher opened %d before it could be known; set %s=%d"
                        .formatted(wanted, opened, Variable.HTTP_PORT.variable(), wanted));
    }
}
