package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.autoscaling.v2.HorizontalPodAutoscaler;
import com.pulumi.kubernetes.autoscaling.v2.HorizontalPodAutoscalerArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.CrossVersionObjectReferenceArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.HPAScalingPolicyArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.HPAScalingRulesArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.HorizontalPodAutoscalerBehaviorArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.HorizontalPodAutoscalerSpecArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.MetricSpecArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.MetricTargetArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.ResourceMetricSourceArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import io.scaleproof.infra.config.Settings.Autoscaling;
import java.util.Map;

/** The HPA: the only one who sets the Deployment's number of pods. */
final class Autoscaler extends ComponentResource {
    private final HorizontalPodAutoscaler hpa;

    Autoscaler(String name, Autoscaling autoscaling, WebService service) {
        super("scaleproof:infra:Autoscaler", name);
        this.hpa = new HorizontalPodAutoscaler(
                "hpa",
                HorizontalPodAutoscalerArgs.builder()
                        .metadata(ObjectMetaArgs.builder()
                                .name(Labels.NAME)
                                .namespace(service.namespace())
                                .labels(Labels.ALL)
                                .build())
                        .spec(HorizontalPodAutoscalerSpecArgs.builder()
                                .scaleTargetRef(CrossVersionObjectReferenceArgs.builder()
                                        .apiVersion("apps/v1")
                                        .kind("Deployment")
                                        .name(service.deploymentName())
                                        .build())
                                .minReplicas(autoscaling.minReplicas())
                                .maxReplicas(autoscaling.maxReplicas())
                                .metrics(cpu(autoscaling.targetCpuUtilization()))
                                .behavior(behavior(autoscaling.maxReplicas()))
                                .build())
                        .build(),
                CustomResourceOptions.builder().parent(this).build());
        registerOutputs(Map.of("name", name()));
    }

    Output<String> name() {
        return hpa.metadata().applyValue(metadata -> metadata.name().orElseThrow());
    }

    private static MetricSpecArgs cpu(int percent) {
        return MetricSpecArgs.builder()
                .type("Resource")
                .resource(ResourceMetricSourceArgs.builder()
                        .name("cpu")
                        .target(MetricTargetArgs.builder()
                                .type("Utilization")
                                .averageUtilization(percent)
                                .build())
                        .build())
                .build();
    }

    private static HorizontalPodAutoscalerBehaviorArgs behavior(int maxReplicas) {
        return HorizontalPodAutoscalerBehaviorArgs.builder()
                .scaleUp(rules(0, "Pods", maxReplicas))
                .scaleDown(rules(60, "Percent", 100))
                .build();
    }

    private static HPAScalingRulesArgs rules(int windowSeconds, String type, int value) {
        return HPAScalingRulesArgs.builder()
                .stabilizationWindowSeconds(windowSeconds)
                .policies(HPAScalingPolicyArgs.builder()
                        .type(type)
                        .value(value)
                        .periodSeconds(15)
                        .build())
                .build();
    }
}
