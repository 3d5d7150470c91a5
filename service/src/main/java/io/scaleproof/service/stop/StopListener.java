package io.scaleproof.service.stop;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.runtime.server.event.ServerShutdownEvent;
import jakarta.inject.Singleton;

/** Drains before Micronaut stops anything else: it tells of the stop first, and waits for those it tells. */
@Singleton
class StopListener implements ApplicationEventListener<ServerShutdownEvent>, Ordered {
    private final Drain drain;

    StopListener(Drain drain) {
        this.drain = drain;
    }

    @Override
    public void onApplicationEvent(ServerShutdownEvent event) {
        ExitCode.set(drain.run() ? ExitCode.CLEAN : ExitCode.UNANSWERED);
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
