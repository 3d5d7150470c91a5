package io.scaleproof.infra.monitoring;

import com.pulumi.core.Output;
import com.pulumi.deployment.Deployment;
import com.pulumi.exceptions.ResourceException;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.Success;
import java.util.Map;
import java.util.Optional;

/** Ends the update before the autoscaler is told to look at a metric that the cluster does not show. */
final class CustomMetricsCheck extends ComponentResource {
    private final String namespace;
    private final CustomMetrics metrics;
    private final Output<?> running;

    /**
     * @param namespace the service's
     * @param running known once the service and what this stack brings to measure it run
     */
    CustomMetricsCheck(String name, String namespace, CustomMetrics metrics, Output<?> running, Resource parent) {
        super(
                "scaleproof:infra:CustomMetricsCheck",
                name,
                ComponentResourceOptions.builder().parent(parent).build());
        this.namespace = namespace;
        this.metrics = metrics;
        this.running = running;
        registerOutputs(Map.of());
    }

    /** The metric's name, once it is known to be served, and never otherwise. A preview asks nothing. */
    Output<String> served(PodMetric metric) {
        return Success.of(running.applyValue(_ -> requireServed(metric)));
    }

    private String requireServed(PodMetric metric) {
        Optional<String> missing =
                Deployment.getInstance().isDryRun() ? Optional.empty() : metrics.missing(namespace, metric.metric());
        if (missing.isPresent()) {
            throw new ResourceException("""
                    the cluster's custom metrics API shows no %s of the service's pods (%s), so the autoscaler would be blind.
                    It is the rate of %s, which Prometheus has to scrape at least twice within requestWindowSeconds.
                    Without it: pulumi config rm scaleOn""".formatted(metric.metric(), missing.get(), metric.series()), this, true);
        }
        return metric.metric();
    }
}
