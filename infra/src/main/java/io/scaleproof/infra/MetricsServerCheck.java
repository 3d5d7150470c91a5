package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.exceptions.ResourceException;
import com.pulumi.kubernetes.apiregistration.v1.APIService;
import com.pulumi.kubernetes.apiregistration.v1.outputs.APIServiceStatus;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;
import java.util.Optional;

/**
 * Fails the update before anything is created where the cluster has no metrics: the autoscaler would be blind. A
 * metrics-server that is just starting is waited for.
 */
final class MetricsServerCheck extends ComponentResource {
    static final String API = "v1beta1.metrics.k8s.io";

    private static final String REMEDY =
            "minikube addons enable metrics-server, or pulumi config set metricsServer install";

    private final MetricsWait wait;
    private final Output<String> available;

    MetricsServerCheck(String name, MetricsWait wait, ComponentResourceOptions options) {
        super("scaleproof:infra:MetricsServerCheck", name, options);
        this.wait = wait;
        // When there is no such API, Pulumi itself ends the program with "resource ... does not exist" under this name,
        // and lets it say nothing more: so the name tells where such an API comes from.
        var api = APIService.get(
                "%s-api (from: %s)".formatted(name, REMEDY),
                Output.of(API),
                CustomResourceOptions.builder().parent(this).build());
        this.available = Success.of(api.status().applyValue(this::requireAvailable));
        registerOutputs(Map.of("available", available));
    }

    /** The name of the metrics API, once it is known to be available, and never otherwise. */
    Output<String> available() {
        return available;
    }

    private String requireAvailable(Optional<APIServiceStatus> status) {
        Optional<String> missing = isAvailable(status) ? Optional.empty() : wait.missing();
        if (missing.isPresent()) {
            throw new ResourceException(
                    "the cluster's metrics API %s is not available (%s), so the autoscaler would be blind. What it waits for: kubectl describe apiservice %s; if metrics-server is missing: %s"
                            .formatted(API, missing.get(), API, REMEDY),
                    this,
                    true);
        }
        return API;
    }

    private static boolean isAvailable(Optional<APIServiceStatus> status) {
        return status.stream()
                .flatMap(known -> known.conditions().stream())
                .anyMatch(known ->
                        known.type().equals("Available") && known.status().equals("True"));
    }
}
