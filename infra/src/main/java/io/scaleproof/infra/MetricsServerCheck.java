package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.exceptions.ResourceException;
import com.pulumi.kubernetes.apiregistration.v1.APIService;
import com.pulumi.kubernetes.apiregistration.v1.outputs.APIServiceCondition;
import com.pulumi.kubernetes.apiregistration.v1.outputs.APIServiceStatus;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;
import java.util.Optional;

/** Fails the update before anything is created where the cluster has no metrics: the HPA would be blind. */
final class MetricsServerCheck extends ComponentResource {
    private static final String API = "v1beta1.metrics.k8s.io";
    private static final String REMEDY = "Enable it: minikube addons enable metrics-server";

    private final Output<String> available;

    MetricsServerCheck(String name) {
        super("scaleproof:infra:MetricsServerCheck", name);
        var api = APIService.get(
                API,
                Output.of(API),
                CustomResourceOptions.builder().parent(this).build());
        this.available = api.status().applyValue(this::requireAvailable);
        registerOutputs(Map.of("available", available));
    }

    /** {@code value}, once the cluster is known to have metrics: what is made from it waits for that. */
    <T> Output<T> then(T value) {
        return available.applyValue(ignored -> value);
    }

    /** What {@code next} makes, which is asked only once the cluster is known to have metrics. */
    <T> Output<T> thenDo(java.util.function.Supplier<Output<T>> next) {
        return available.apply(ignored -> next.get());
    }

    private String requireAvailable(Optional<APIServiceStatus> status) {
        var condition = status.stream()
                .flatMap(known -> known.conditions().stream())
                .filter(known -> known.type().equals("Available"))
                .findFirst();
        if (condition.filter(known -> known.status().equals("True")).isPresent()) {
            return API;
        }
        throw new ResourceException(
                "the cluster's metrics API %s is not available%s, so the autoscaler would be blind. %s"
                        .formatted(API, condition.map(MetricsServerCheck::why).orElse(""), REMEDY),
                this,
                true);
    }

    private static String why(APIServiceCondition condition) {
        return " (%s: %s)"
                .formatted(
                        condition.reason().orElse("no reason given"),
                        condition.message().orElse("no message"));
    }
}
