package io.scaleproof.infra.monitoring;

import com.pulumi.core.annotations.ResourceType;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.CustomResourceOptions;
import io.scaleproof.infra.CustomObject;
import io.scaleproof.infra.CustomObjectArgs;
import java.util.Map;

/** A custom kind that this stack brings. The SDK's own type has no room for a schema as it is written. */
@ResourceType(type = CustomKind.TYPE)
final class KindDefinition extends CustomObject {
    KindDefinition(String name, ObjectMetaArgs metadata, Map<String, Object> spec, CustomResourceOptions options) {
        super(CustomKind.TYPE, name, new CustomObjectArgs(CustomKind.TYPE, metadata, spec), options);
    }
}
