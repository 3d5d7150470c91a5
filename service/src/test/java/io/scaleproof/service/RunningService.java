package io.scaleproof.service;

import io.micronaut.runtime.server.EmbeddedServer;
import io.scaleproof.service.start.ListeningSocket;
import io.scaleproof.service.start.ServiceContext;
import java.io.IOException;
import java.util.Map;

/** A service of one test's own, with the settings it needs. */
public record RunningService(EmbeddedServer server) implements AutoCloseable {

    public static RunningService with(Map<String, String> environment) {
        return on(ListeningSocket.onAnyPort(), environment);
    }

    public static RunningService on(ListeningSocket socket, Map<String, String> environment) {
        return new RunningService(new ServiceContext(Settings.from(environment), socket)
                .start()
                .getBean(EmbeddedServer.class)
                .start());
    }

    public int port() {
        return server.getPort();
    }

    /** What it says to Prometheus. */
    public String metrics() throws IOException {
        return RawHttp.get(port(), "/prometheus").body();
    }

    @Override
    public void close() {
        server.getApplicationContext().close();
    }
}
