package io.scaleproof.service.stop;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.runtime.server.event.ServerShutdownEvent;
import jakarta.inject.Singleton;

/** Drains before Micronaut stops anything else: it tells of the stop first, and waits for those it tells. */
@Singleton
class StopListener implements ApplicationEventListener<ServerShutdownEvent>, Ordered {
    private final BeanProvider<EmbeddedServer> application;
    private final Drain drain;

    StopListener(BeanProvider<EmbeddedServer> application, Drain drain) {
        this.application = application;
        this.drain = drain;
    }

    /** Another server, which whoever extends the service may stop while it runs, is not the service's end. */
    @Override
    public boolean supports(ServerShutdownEvent event) {
        return event.getSource().equals(application.get());
    }

    @Override
    public void onApplicationEvent(ServerShutdownEvent event) {
        if (!drain.run()) {
            UncleanExit.happens();
        }
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
