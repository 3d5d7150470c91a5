package io.scaleproof.infra.monitoring;

import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The kinds that KEDA's operator insists on, as its release defines them but for their descriptions: it ends where one that it
 * follows is not there, whether anybody has an object of it or not.
 */
final class KedaKinds extends ComponentResource {
    private static final String REMEDY =
            "(of this stack; of the cluster: pulumi config set metricsAdapter kedaPresent)";

    private final List<Resource> definitions;

    KedaKinds(String name, MonitoringNamespace home, Resource parent) {
        super(
                "scaleproof:infra:KedaKinds",
                name,
                ComponentResourceOptions.builder().parent(parent).build());
        this.definitions = all().map(definition -> define(definition, home)).toList();
        registerOutputs(Map.of());
    }

    /** Without them the operator starts in vain. */
    List<Resource> definitions() {
        return definitions;
    }

    private Resource define(Definition definition, MonitoringNamespace home) {
        return new KindDefinition(
                "%s %s".formatted(definition.name(), REMEDY),
                ObjectMetaArgs.builder()
                        .name(definition.name())
                        .labels(MonitoringNamespace.labels("keda"))
                        .build(),
                definition.spec(),
                home.childOf(this));
    }

    /** A definition as KEDA's release has it. */
    record Definition(String name, Map<String, Object> spec) {}

    static Stream<Definition> all() {
        var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return StreamSupport.stream(
                        yaml.loadAll(Template.text("keda-kinds.yml")).spliterator(), false)
                .map(KedaKinds::definition);
    }

    @SuppressWarnings("unchecked")
    private static Definition definition(Object document) {
        var object = (Map<String, Object>) document;
        var metadata = (Map<String, Object>) object.get("metadata");
        return new Definition((String) metadata.get("name"), (Map<String, Object>) object.get("spec"));
    }
}
