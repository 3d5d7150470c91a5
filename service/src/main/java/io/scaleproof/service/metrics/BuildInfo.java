package io.scaleproof.service.metrics;

import io.micronaut.core.version.VersionUtils;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which version this is; the JVM's is in {@code jvm_runtime_info}. */
final class BuildInfo {
    private BuildInfo() {}

    static void register(PrometheusRegistry registry) {
        Info.builder()
                .name("scaleproof_build_info")
                .help("What was built: 1.")
                .labelNames("version", "micronaut")
                .register(registry)
                .setLabelValues(version(), String.valueOf(VersionUtils.getMicronautVersion()));
    }

    /** Filled in by Maven. */
    private static String version() {
        try (InputStream file = BuildInfo.class.getResourceAsStream("build.properties")) {
            if (file == null) {
                throw new IllegalStateException("no build.properties beside this class in the jar");
            }
            var build = new Properties();
            build.load(file);
            return build.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
