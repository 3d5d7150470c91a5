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
    /** For tests: the defaults, on any free port. */
    public ServiceContext() {
        this(Settings.from(Map.of()), ListeningSocket.onAnyPort());
    }

    public ServiceContext(Settings settings, ListeningSocket socket) {
        banner(false);
        deduceEnvironment(false);
        deduceCloudEnvironment(false);
        bootstrapEnvironment(false);
        enableDefaultPropertySources(false);
        environmentPropertySource(false);
        singletons(settings, socket);
        // A connection that asks nothing for this long is closed.
        properties(Map.of("micronaut.server.idle-timeout", Duration.ofSeconds(90)));
    }
}
