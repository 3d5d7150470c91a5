package io.scaleproof.infra.monitoring;

import com.pulumi.core.Output;
import com.pulumi.exceptions.ResourceException;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.Labels;
import io.scaleproof.infra.Success;
import java.util.Map;
import java.util.Optional;

/** Ends the update before the autoscaler is told to look at a metric that the cluster does not show. */
final class CustomMetricsCheck extends ComponentResource {
    private final String namespace;
    private final ServedMetrics metrics;
    private final Output<?> running;
    private final boolean byTheClustersAdapter;

    /**
     * @param namespace the service's
     * @param running known once the service and what this stack brings to measure it run
     * @param byTheClustersAdapter whether whoever shows the metrics is not of this stack
     */
    CustomMetricsCheck(
            String name,
            String namespace,
            ServedMetrics metrics,
            Output<?> running,
            boolean byTheClustersAdapter,
            Resource parent) {
        super(
                "scaleproof:infra:CustomMetricsCheck",
                name,
                ComponentResourceOptions.builder().parent(parent).build());
        this.namespace = namespace;
        this.metrics = metrics;
        this.running = running;
        this.byTheClustersAdapter = byTheClustersAdapter;
        registerOutputs(Map.of());
    }

    /** The metric's name, once it is known to be served, and never otherwise. A preview asks nothing: nobody shows it yet. */
    Output<String> served(RequestMetric metric) {
        return Success.onceChecked(metric.metric(), running, () -> requireServed(metric));
    }

    private void requireServed(RequestMetric metric) {
        Optional<String> missing = metrics.missing(path(namespace, metric));
        if (missing.isPresent()) {
            throw new ResourceException(
                    """
                    the cluster's custom metrics API shows no %s of the service%s (%s), so the autoscaler would be blind.
                    It is the rate of %s, which Prometheus has to scrape at least twice within requestWindowSeconds.
                    %sWithout it: pulumi config rm scaleOn""".formatted(
                                    metric.metric(),
                                    metric.isOfPods() ? "'s pods" : "",
                                    missing.get(),
                                    metric.series(),
                                    byTheClustersAdapter
                                            ? "What the cluster's own adapter has to know of it: %s\n"
                                                    .formatted(AdapterRules.DOCUMENTED)
                                            : ""),
                    this,
                    true);
        }
    }

    /** Where the API has it. What is the service's is its namespace's there: of it, the series know no other name than the pods'. */
    static String path(String namespace, RequestMetric metric) {
        String base = "/apis/custom.metrics.k8s.io/v1beta1/namespaces/" + namespace;
        return metric.isOfPods()
                ? "%s/pods/*/%s?labelSelector=app.kubernetes.io%%2Fname%%3D%s"
                        .formatted(base, metric.metric(), Labels.NAME)
                : "%s/metrics/%s".formatted(base, metric.metric());
    }
}
