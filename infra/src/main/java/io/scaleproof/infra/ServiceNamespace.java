package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.core.v1.Namespace;
import com.pulumi.kubernetes.core.v1.NamespaceArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/** The namespace of the service: one that this stack makes and deletes, or somebody's that it only uses. */
final class ServiceNamespace {
    /**
     * What decides it, for when the plugin refuses one that exists, or the engine misses one that does not: nothing else is
     * shown then.
     */
    static final String NAME =
            "namespace (of this stack: pulumi config set createNamespace true; of somebody else: false)";

    private static final String[] EARLIER_NAMES = {
        "namespace",
        "namespace (exists already? pulumi config set createNamespace false; missing? pulumi config set createNamespace true)"
    };

    private ServiceNamespace() {}

    /** The plugin refuses a name that is taken: there is no namespace of somebody else's that could be deleted one day. */
    static Namespace created(String service, Output<String> name, CustomResourceOptions options) {
        return new Namespace(
                resource(service),
                NamespaceArgs.builder()
                        .metadata(ObjectMetaArgs.builder()
                                .name(name)
                                .labels(Labels.with(Map.of("pod-security.kubernetes.io/enforce", "restricted")))
                                .build())
                        .build(),
                EarlierNames.keep(options, EARLIER_NAMES));
    }

    /** One that must be there; nothing of it is changed. */
    static Namespace existing(String service, Output<String> name, CustomResourceOptions options) {
        return Namespace.get(resource(service), name, options);
    }

    /**
     * The same for both: Pulumi lets go of what it made, instead of deleting it, when the program reads it under the name under
     * which it made it. A read has no aliases, so the first service's keeps the name that it had before components named
     * their children.
     */
    private static String resource(String service) {
        return service.equals(WebService.FIRST) ? NAME : service + "-" + NAME;
    }
}
