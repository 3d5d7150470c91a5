package io.scaleproof.infra.monitoring;

import com.pulumi.core.annotations.ResourceType;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.CustomResourceOptions;
import io.scaleproof.infra.CustomObject;
import io.scaleproof.infra.CustomObjectArgs;
import java.util.Map;

/** Tells the Prometheus Operator which pods to scrape. */
@ResourceType(type = PodMonitor.TYPE)
final class PodMonitor extends CustomObject {
    static final String TYPE = "kubernetes:monitoring.coreos.com/v1:PodMonitor";

    PodMonitor(String name, ObjectMetaArgs metadata, Map<String, Object> spec, CustomResourceOptions options) {
        super(TYPE, name, new CustomObjectArgs(TYPE, metadata, spec), options);
    }
}
