package io.scaleproof.infra;

import com.pulumi.kubernetes.autoscaling.v2.HorizontalPodAutoscaler;
import com.pulumi.kubernetes.autoscaling.v2.HorizontalPodAutoscalerArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.CrossVersionObjectReferenceArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.HorizontalPodAutoscalerBehaviorArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.HorizontalPodAutoscalerSpecArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.MetricSpecArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.MetricTargetArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.ResourceMetricSourceArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.scaleproof.infra.config.Autoscaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The HPA: the only one who sets the Deployment's number of pods. */
final class Autoscaler extends ComponentResource {

    Autoscaler(String name, Autoscaling autoscaling, WebService service, ClusterMetrics metrics) {
        super("scaleproof:infra:Autoscaler", name);
        var before = new ArrayList<Resource>(metrics.resources());
        before.add(service.deployment());
        new HorizontalPodAutoscaler(
                "hpa",
                HorizontalPodAutoscalerArgs.builder()
                        .metadata(Labels.metadata(service.namespace()))
                        .spec(spec(autoscaling))
                        .build(),
                CustomResourceOptions.builder().parent(this).dependsOn(before).build());
        registerOutputs(Map.of());
    }

    private static HorizontalPodAutoscalerSpecArgs spec(Autoscaling autoscaling) {
        return HorizontalPodAutoscalerSpecArgs.builder()
                .scaleTargetRef(CrossVersionObjectReferenceArgs.builder()
                        .apiVersion("apps/v1")
                        .kind("Deployment")
                        .name(Labels.NAME)
                        .build())
                .minReplicas(autoscaling.minReplicas())
                .maxReplicas(autoscaling.maxReplicas())
                .metrics(metrics(autoscaling))
                .behavior(HorizontalPodAutoscalerBehaviorArgs.builder()
                        .scaleUp(ScalingRulesArgs.of(autoscaling.up()))
                        .scaleDown(ScalingRulesArgs.of(autoscaling.down()))
                        .build())
                .build();
    }

    private static List<MetricSpecArgs> metrics(Autoscaling autoscaling) {
        return Stream.of(metric("cpu", autoscaling.targetCpu()), metric("memory", autoscaling.targetMemory()))
                .flatMap(Optional::stream)
                .toList();
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
