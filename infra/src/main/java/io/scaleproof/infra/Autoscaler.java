package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.autoscaling.v2.HorizontalPodAutoscaler;
import com.pulumi.kubernetes.autoscaling.v2.HorizontalPodAutoscalerArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.CrossVersionObjectReferenceArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.HorizontalPodAutoscalerBehaviorArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.HorizontalPodAutoscalerSpecArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.MetricIdentifierArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.MetricSpecArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.MetricTargetArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.ObjectMetricSourceArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.PodsMetricSourceArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.ResourceMetricSourceArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.config.Autoscaling;
import io.scaleproof.infra.config.Quantity;
import io.scaleproof.infra.monitoring.RequestMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The HPA: the only one who sets the Deployment's number of pods. */
final class Autoscaler extends ComponentResource {
    /**
     * Between this HPA and KEDA's there is a moment with both, in which neither acts. KEDA's webhooks, where a cluster has them, refuse a
     * ScaledObject beside an HPA that does not say this (verifyHpas in KEDA 2.21).
     */
    private static final Map<String, String> NEXT_TO_ITS_SUCCESSOR =
            Map.of("validations.keda.sh/hpa-ownership", "false");

    /**
     * What is scaled, and by what.
     *
     * @param served the name of a metric of requests, once it is known to be served
     */
    record Args(
            Autoscaling autoscaling,
            WebService service,
            ClusterMetrics metrics,
            Function<RequestMetric, Output<String>> served) {}

    Autoscaler(String name, Args args, ComponentResourceOptions options) {
        super("scaleproof:infra:Autoscaler", name, options);
        var before = new ArrayList<Resource>(args.metrics().resources());
        before.add(args.service().deployment());
        new HorizontalPodAutoscaler(
                name + "-hpa",
                HorizontalPodAutoscalerArgs.builder()
                        .metadata(ObjectMetaArgs.builder(
                                        Labels.metadata(args.service().namespace()))
                                .annotations(NEXT_TO_ITS_SUCCESSOR)
                                .build())
                        .spec(spec(args.autoscaling(), args.service().namespace(), args.served()))
                        .build(),
                EarlierNames.keep(
                        CustomResourceOptions.builder()
                                .parent(this)
                                .dependsOn(before)
                                .build(),
                        "hpa"));
        registerOutputs(Map.of());
    }

    private static HorizontalPodAutoscalerSpecArgs spec(
            Autoscaling autoscaling, Output<String> namespace, Function<RequestMetric, Output<String>> served) {
        return HorizontalPodAutoscalerSpecArgs.builder()
                .scaleTargetRef(CrossVersionObjectReferenceArgs.builder()
                        .apiVersion("apps/v1")
                        .kind("Deployment")
                        .name(Labels.NAME)
                        .build())
                .minReplicas(autoscaling.minReplicas())
                .maxReplicas(autoscaling.maxReplicas())
                .metrics(metrics(autoscaling, namespace, served))
                .behavior(HorizontalPodAutoscalerBehaviorArgs.builder()
                        .scaleUp(ScalingRulesArgs.of(autoscaling.up()))
                        .scaleDown(ScalingRulesArgs.of(autoscaling.down()))
                        .build())
                .build();
    }

    private static List<MetricSpecArgs> metrics(
            Autoscaling autoscaling, Output<String> namespace, Function<RequestMetric, Output<String>> served) {
        var requests = autoscaling.requests();
        return Stream.of(
                        metric("cpu", autoscaling.targetCpu()),
                        metric("memory", autoscaling.targetMemory()),
                        metric(RequestMetric.REQUESTS_IN_FLIGHT, requests.inFlight(), served),
                        metric(RequestMetric.REQUEST_RATE, requests.rate(), served),
                        latency(requests.latencyMillis(), namespace, served))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<MetricSpecArgs> metric(
            RequestMetric metric, Optional<Quantity> average, Function<RequestMetric, Output<String>> served) {
        return average.map(target -> MetricSpecArgs.builder()
                .type("Pods")
                .pods(PodsMetricSourceArgs.builder()
                        .metric(MetricIdentifierArgs.builder()
                                .name(served.apply(metric))
                                .build())
                        .target(MetricTargetArgs.builder()
                                .type("AverageValue")
                                .averageValue(target.toString())
                                .build())
                        .build())
                .build());
    }

    /**
     * Of the service as a whole, and so without an average: twice the pods do not halve it. As many times too slow as it is, so many
     * times the pods are asked for.
     */
    private static Optional<MetricSpecArgs> latency(
            Optional<Integer> millis, Output<String> namespace, Function<RequestMetric, Output<String>> served) {
        return millis.map(target -> MetricSpecArgs.builder()
                .type("Object")
                .object(ObjectMetricSourceArgs.builder()
                        .describedObject(CrossVersionObjectReferenceArgs.builder()
                                .apiVersion("v1")
                                .kind("Namespace")
                                .name(namespace)
                                .build())
                        .metric(MetricIdentifierArgs.builder()
                                .name(served.apply(RequestMetric.LATENCY))
                                .build())
                        .target(MetricTargetArgs.builder()
                                .type("Value")
                                .value(new Quantity(target).toString())
                                .build())
                        .build())
                .build());
    }

    private static Optional<MetricSpecArgs> metric(String resource, Optional<Integer> percent) {
        return percent.map(target -> MetricSpecArgs.builder()
                .type("Resource")
                .resource(ResourceMetricSourceArgs.builder()
                        .name(resource)
                        .target(MetricTargetArgs.builder()
                                .type("Utilization")
                                .averageUtilization(target)
                                .build())
                        .build())
                .build());
    }
}
