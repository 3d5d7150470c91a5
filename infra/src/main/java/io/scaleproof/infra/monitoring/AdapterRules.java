package io.scaleproof.infra.monitoring;

import io.scaleproof.infra.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** By what rules a Prometheus Adapter knows the figures of requests: the stack's own, and the cluster's by docs/adapter-rules.yml. */
public final class AdapterRules {
    static final Path DOCUMENTED = Path.of("docs/adapter-rules.yml");

    private AdapterRules() {}

    /** Writes docs/adapter-rules.yml. Run from the repository's folder or from infra/. */
    public static void main(String... args) throws IOException {
        Path repository = Path.of(Files.exists(Path.of("Pulumi.yaml")) ? "" : "..");
        Files.writeString(repository.resolve(DOCUMENTED), documented());
    }

    /** A whole configuration of the adapter. */
    static String of(Settings settings) {
        return Arrays.stream(RequestMetric.values())
                .map(metric -> rule(metric, settings))
                .collect(Collectors.joining("", "rules:\n", ""));
    }

    private static String rule(RequestMetric metric, Settings settings) {
        return Template.filled(
                metric.isOfPods() ? "adapter-rule.yml" : "adapter-namespace-rule.yml",
                Map.of(
                        "METRIC", metric.metric(),
                        "SERIES", metric.series(),
                        "NAMESPACE", settings.namespace(),
                        "QUERY",
                                RequestQuery.template(
                                        metric,
                                        settings.autoscaling().requests().windowSeconds())));
    }

    /** With every default, for whoever has an adapter already. */
    static String documented() {
        var defaults = Settings.from(Map.of());
        return """
                # What a cluster's own Prometheus Adapter has to know for `metricsAdapter present`, of the service in the namespace
                # %s, over the default requestWindowSeconds (%ds). With another namespace or window put yours there.
                # Made from what an installed adapter gets: mvn -pl infra compile exec:java -DmainClass=%s
                """.formatted(
                                defaults.namespace(),
                                defaults.autoscaling().requests().windowSeconds(),
                                AdapterRules.class.getName())
                + of(defaults);
    }
}
