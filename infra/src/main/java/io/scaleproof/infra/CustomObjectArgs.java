package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ResourceArgs;
import java.util.Map;

/** An object of a kind that the cluster has by a custom resource definition, as the API server is given it. */
// The SDK reads the fields, by their annotations.
@SuppressWarnings("UnusedVariable")
public final class CustomObjectArgs extends ResourceArgs {
    @Import(name = "apiVersion")
    private final Output<String> apiVersion;

    @Import(name = "kind")
    private final Output<String> kind;

    @Import(name = "metadata")
    private final Output<ObjectMetaArgs> metadata;

    @Import(name = "spec")
    private final Output<Map<String, Object>> spec;

    /** @param type in Pulumi's form, {@code kubernetes:group/version:Kind} */
    public CustomObjectArgs(String type, ObjectMetaArgs metadata, Map<String, Object> spec) {
        String[] parts = type.split(":", -1);
        this.apiVersion = Output.of(parts[1]);
        this.kind = Output.of(parts[2]);
        this.metadata = Output.of(metadata);
        this.spec = Output.of(spec);
    }
}
