package io.scaleproof.infra.monitoring;

import io.scaleproof.infra.Labels;
import io.scaleproof.infra.config.Settings;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Recording and alert rules: one file, for a Prometheus of this stack and for the operator's. */
final class Rules {
    /** The file is written, and tested by promtool, for the namespace that is the default. */
    private static final String WRITTEN_FOR = "namespace=\"scaleproof\"";

    private static final Pattern HPA = Pattern.compile("(horizontalpodautoscaler=\"|describe hpa )scaleproof");

    private Rules() {}

    /** The file, for the service in {@code namespace} and an HPA of the same name as it. */
    static String of(String namespace) {
        return Template.text("rules.yml").replace(WRITTEN_FOR, "namespace=\"%s\"".formatted(namespace));
    }

    /** The file, for the service and its HPA. */
    static String of(Settings settings) {
        String hpa = settings.hpaName(Labels.NAME);
        return HPA.matcher(of(settings.namespace())).replaceAll(found -> found.group(1) + hpa);
    }

    /** The same as the spec of a PrometheusRule. */
    static Map<String, Object> spec(Settings settings) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(of(settings));
    }
}
