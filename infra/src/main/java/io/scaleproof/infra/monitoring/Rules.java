package io.scaleproof.infra.monitoring;

import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Recording and alert rules: one file, for a Prometheus of this stack and for the operator's. */
final class Rules {
    /** The file is written, and tested by promtool, for the namespace that is the default. */
    private static final String WRITTEN_FOR = "namespace=\"scaleproof\"";

    private Rules() {}

    /** The file, for the service in {@code namespace}. */
    static String of(String namespace) {
        return Template.text("rules.yml").replace(WRITTEN_FOR, "namespace=\"%s\"".formatted(namespace));
    }

    /** The same as the spec of a PrometheusRule. */
    static Map<String, Object> spec(String namespace) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(of(namespace));
    }
}
