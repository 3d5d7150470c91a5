package io.scaleproof.service;

import static java.util.stream.Collectors.toMap;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** A service of one test's own, with the settings it needs. */
public record RunningService(EmbeddedServer server) implements AutoCloseable {

    /** Started with {@code settings}, which are named as the variables that set them: {@code SCALEPROOF_QUEUE_MILLIS}. */
    public static RunningService with(Map<String, String> settings) {
        Map<String, Object> properties =
                settings.entrySet().stream().collect(toMap(setting -> property(setting.getKey()), Map.Entry::getValue));
        return new RunningService(ApplicationContext.run(EmbeddedServer.class, properties));
    }

    private static String property(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '-').replaceFirst("^scaleproof-", "scaleproof.");
    }

    public <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    public int port() {
        return server.getPort();
    }

    /** What it says to Prometheus, on a connection that is over with the answer: who asks here may count connections. */
    public String metrics() throws IOException {
        return RawHttp.get(port(), "/prometheus").body();
    }

    @Override
    public void close() {
        server.getApplicationContext().close();
    }
}
