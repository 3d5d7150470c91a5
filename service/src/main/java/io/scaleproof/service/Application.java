package io.scaleproof.service;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.scaleproof.service.stop.Drain;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the service, says how long it took, and stays until SIGTERM. */
public final class Application {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private Application() {}

    /** Ends with exit code 1 when the settings are wrong or the port is taken, 0 after SIGTERM. */
    public static void main(String[] args) {
        try {
            EmbeddedServer server = start(Settings.from(System.getenv()));
            Drain.onSigterm(server);
            LOG.info("Ready on port {} after {} ms", server.getPort(), sinceProcessStart().toMillis());
        } catch (RuntimeException e) {
            LOG.error("Not started: {}", e.getMessage(), e instanceof IllegalArgumentException ? null : e);
            System.exit(1);
        }
    }

    /** A running server with {@code settings} as a bean; a port of -1 takes any free one. */
    static EmbeddedServer start(Settings settings) {
        ApplicationContext context = ApplicationContext.builder()
                .banner(false)
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .environmentPropertySource(false)
                .singletons(settings)
                .properties(Map.of("micronaut.server.port", settings.port()))
                .start();
        return context.getBean(EmbeddedServer.class).start();
    }

    private static Duration sinceProcessStart() {
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> Duration.between(start, java.time.Instant.now()))
                .orElse(Duration.ZERO);
    }
}
