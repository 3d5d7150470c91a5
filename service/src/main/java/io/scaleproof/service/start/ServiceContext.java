package io.scaleproof.service.start;

import io.micronaut.context.DefaultApplicationContextBuilder;
import io.scaleproof.service.Settings;
import java.time.Duration;
import java.util.Map;

/**
 * Micronaut without what this service does not use: no search for configuration files or clouds. All configuration is in
 * {@link Settings}.
 */
public final class ServiceContext extends DefaultApplicationContextBuilder {
    static {
        StaticServices.tell();
        LoadedByChance.load();
    }

    public ServiceContext(Settings settings, ListeningSocket socket) {
        banner(false);
        deduceEnvironment(false);
        deduceCloudEnvironment(false);
        bootstrapEnvironment(false);
        enableDefaultPropertySources(false);
        environmentPropertySource(false);
        singletons(settings, socket);
        properties(Map.of(
                // A connection that asks nothing for this long is closed.
                "micronaut.server.idle-timeout",
                Duration.ofSeconds(90),
                // Every answer is dated by its connection.
                "micronaut.server.date-header",
                false));
    }
}
