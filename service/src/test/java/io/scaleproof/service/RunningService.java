package io.scaleproof.service;

import io.micronaut.runtime.server.EmbeddedServer;
import io.scaleproof.service.start.ServiceContext;
import java.util.Map;

/** A service of one test's own, with the settings it needs. */
public record RunningService(EmbeddedServer server) implements AutoCloseable {

    public static RunningService with(Map<String, String> environment) {
        Settings settings = Settings.from(environment).onAnyPort();
        return new RunningService(new ServiceContext(settings)
                .start()
                .getBean(EmbeddedServer.class)
                .start());
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.getApplicationContext().close();
    }
}
