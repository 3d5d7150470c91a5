package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.config.Metrics;
import java.util.List;
import java.util.function.Supplier;

/**
 * The metrics that the autoscaler decides by. Everything else waits for them: without them the update ends before anything
 * is created.
 *
 * @param known has a value once the cluster is known to have metrics, and never otherwise
 * @param resources what brings them, if this stack does
 */
record ClusterMetrics(Output<?> known, List<Resource> resources) {

    static ClusterMetrics of(Metrics settings, MetricsWait wait, ComponentResourceOptions options) {
        return switch (settings.mode()) {
            case CHECK ->
                new ClusterMetrics(
                        new MetricsServerCheck("metrics-server-check", wait, options).available(), List.of());
            case INSTALL ->
                new ClusterMetrics(Output.of(true), List.of(new MetricsServer("metrics-server", settings, options)));
            case SKIP -> new ClusterMetrics(Output.of(true), List.of());
        };
    }

    /** {@code value}, once there are metrics. */
    <T> Output<T> then(T value) {
        return known.applyValue(_ -> value);
    }

    /** What {@code next} makes, asked once there are metrics. */
    <T> Output<T> thenAsk(Supplier<Output<T>> next) {
        return known.apply(_ -> next.get());
    }
}
