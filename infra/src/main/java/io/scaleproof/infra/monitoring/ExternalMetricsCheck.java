package io.scaleproof.infra.monitoring;

import com.pulumi.core.Output;
import com.pulumi.exceptions.ResourceException;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.Success;
import java.util.Map;
import java.util.Optional;

/**
 * Ends the update where KEDA has no figure of what a ScaledObject asks for. KEDA has figures of ScaledObjects alone, so that none
 * can be asked for before there is one: until the remedy, the autoscaler keeps as many pods as there are.
 */
final class ExternalMetricsCheck extends ComponentResource {
    private final String namespace;
    private final ServedMetrics metrics;

    /** @param namespace the service's */
    ExternalMetricsCheck(String name, String namespace, ServedMetrics metrics, Resource parent) {
        super(
                "scaleproof:infra:ExternalMetricsCheck",
                name,
                ComponentResourceOptions.builder().parent(parent).build());
        this.namespace = namespace;
        this.metrics = metrics;
        registerOutputs(Map.of());
    }

    /**
     * KEDA's name for {@code metric}, once it is known to be served, and never otherwise. A preview asks nothing.
     *
     * @param external that name
     * @param made known once the ScaledObject is there and the service runs
     */
    Output<String> served(RequestMetric metric, String external, String scaledObject, Output<?> made) {
        return Success.onceChecked(external, made, () -> requireServed(metric, external, scaledObject));
    }

    private void requireServed(RequestMetric metric, String external, String scaledObject) {
        Optional<String> missing = metrics.missing(path(external, scaledObject));
        if (missing.isPresent()) {
            throw new ResourceException(
                    """
                    the cluster's external metrics API shows no %s of the ScaledObject %s (%s), so the autoscaler is blind.
                    It is what KEDA asks Prometheus for as %s: the rate of %s, which has to be scraped at least twice within requestWindowSeconds.
                    What KEDA says: kubectl --namespace %s describe scaledobject %s
                    Without it: pulumi config rm scaleOn""".formatted(
                                    external,
                                    scaledObject,
                                    missing.get(),
                                    metric.metric(),
                                    metric.series(),
                                    namespace,
                                    scaledObject),
                    this,
                    true);
        }
    }

    private String path(String external, String scaledObject) {
        return "/apis/external.metrics.k8s.io/v1beta1/namespaces/%s/%s?labelSelector=scaledobject.keda.sh%%2Fname%%3D%s"
                .formatted(namespace, external, scaledObject);
    }
}
