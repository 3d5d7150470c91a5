package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.apiregistration.v1.APIServiceArgs;
import com.pulumi.kubernetes.apiregistration.v1.inputs.APIServiceSpecArgs;
import com.pulumi.kubernetes.apiregistration.v1.inputs.ServiceReferenceArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import java.util.Map;

/**
 * A metrics API that the API server passes on to a program of this stack.
 *
 * @param group of the API, whose version is v1beta1
 * @param service the program's, by name
 */
public record AggregatedApi(String group, String service) {
    private static final String VERSION = "v1beta1";
    /** Other installations say 100. So the API server refuses ours where there is one already, and names its owner. */
    private static final int UNUSUAL_PRIORITY = 101;

    /** The APIService's name. */
    public String name() {
        return VERSION + "." + group;
    }

    /** As it is registered, for a program by whose certificate it is known; who adds that is not told here. */
    public APIServiceArgs registered(Output<String> namespace, Map<String, String> labels) {
        return registered(labels, spec(namespace));
    }

    /** The same for a program that signs its own certificate anew whenever it starts. */
    public APIServiceArgs registeredUnverified(Output<String> namespace, Map<String, String> labels) {
        return registered(labels, spec(namespace).insecureSkipTLSVerify(true));
    }

    private APIServiceArgs registered(Map<String, String> labels, APIServiceSpecArgs.Builder spec) {
        return APIServiceArgs.builder()
                .metadata(ObjectMetaArgs.builder().name(name()).labels(labels).build())
                .spec(spec.build())
                .build();
    }

    private APIServiceSpecArgs.Builder spec(Output<String> namespace) {
        return APIServiceSpecArgs.builder()
                .group(group)
                .version(VERSION)
                .service(ServiceReferenceArgs.builder()
                        .name(service)
                        .namespace(namespace)
                        .build())
                .groupPriorityMinimum(UNUSUAL_PRIORITY)
                .versionPriority(UNUSUAL_PRIORITY);
    }
}
