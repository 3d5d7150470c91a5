package io.scaleproof.infra.monitoring;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.core.v1.Namespace;
import com.pulumi.kubernetes.core.v1.NamespaceArgs;
import com.pulumi.kubernetes.core.v1.Service;
import com.pulumi.kubernetes.core.v1.ServiceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServicePortArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServiceSpecArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.Labels;
import io.scaleproof.infra.WebService;
import java.util.Map;
import java.util.stream.Stream;

/** The namespace of what this stack brings to watch the service's: made and deleted with the stack. */
final class MonitoringNamespace extends ComponentResource {
    private final Output<String> name;
    private final Namespace namespace;

    MonitoringNamespace(String resource, String name, WebService service, Resource parent) {
        super(
                "scaleproof:infra:MonitoringNamespace",
                resource,
                ComponentResourceOptions.builder().parent(parent).build());
        this.name = service.namespace().applyValue(_ -> name);
        this.namespace = new Namespace(
                "monitoring-namespace",
                NamespaceArgs.builder()
                        .metadata(ObjectMetaArgs.builder()
                                .name(this.name)
                                .labels(Labels.with(Map.of("pod-security.kubernetes.io/enforce", "restricted")))
                                .build())
                        .build(),
                service.childOf(this));
        registerOutputs(Map.of("name", this.name));
    }

    Output<String> name() {
        return name;
    }

    /** The metadata of {@code program}'s objects here. */
    ObjectMetaArgs metadata(String program) {
        return ObjectMetaArgs.builder()
                .name(program)
                .namespace(name)
                .labels(labels(program))
                .build();
    }

    /** What is the cluster's has the namespace in its name: another stack's has another. */
    ObjectMetaArgs clusterMetadata(String program, String... more) {
        return ObjectMetaArgs.builder()
                .name(name.applyValue(own -> String.join(
                        ":",
                        Stream.concat(Stream.of(own, program), Stream.of(more)).toList())))
                .labels(labels(program))
                .build();
    }

    /** What finds {@code program}'s pods. */
    static Map<String, String> selector(String program) {
        return Map.of("app.kubernetes.io/name", program);
    }

    /** For an object here. */
    CustomResourceOptions childOf(Resource parent, Resource... alsoAfter) {
        return CustomResourceOptions.builder()
                .parent(parent)
                .dependsOn(Stream.concat(Stream.of(namespace), Stream.of(alsoAfter))
                        .toList())
                .build();
    }

    /** The address of {@code program}'s pods here, whose port it is named after. */
    Service service(String program, String portName, int port, CustomResourceOptions options) {
        return new Service(
                program + "-service",
                ServiceArgs.builder()
                        .metadata(metadata(program))
                        .spec(ServiceSpecArgs.builder()
                                .selector(selector(program))
                                .ports(ServicePortArgs.builder()
                                        .name(portName)
                                        .port(port)
                                        .targetPort(portName)
                                        .build())
                                .build())
                        .build(),
                options);
    }

    static Map<String, String> labels(String program) {
        return Map.of(
                "app.kubernetes.io/name",
                program,
                "app.kubernetes.io/part-of",
                Labels.NAME,
                "app.kubernetes.io/managed-by",
                "pulumi");
    }
}
