package io.scaleproof.service;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.scaleproof.service.machine.ProcessClock;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how long the start took: the process's, of which Micronaut's own line knows a part. */
@Singleton
class Ready implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(Ready.class);

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        LOG.info(
                "Ready on port {}, {} ms after the process started",
                event.getSource().getPort(),
                ProcessClock.own().sinceStart().toMillis());
    }
}
