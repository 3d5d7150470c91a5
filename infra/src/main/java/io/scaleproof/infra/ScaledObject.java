package io.scaleproof.infra;

import com.pulumi.core.annotations.ResourceType;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.CustomResourceOptions;
import io.scaleproof.infra.config.Autoscaling;
import io.scaleproof.infra.config.ScalingRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What KEDA makes an HPA from, called {@code keda-hpa-} and its name. */
@ResourceType(type = ScaledObject.TYPE)
final class ScaledObject extends CustomObject {
    static final String TYPE = "kubernetes:keda.sh/v1alpha1:ScaledObject";

    ScaledObject(String name, CustomObjectArgs args, CustomResourceOptions options) {
        super(TYPE, name, args, options);
    }

    /** Scales a Deployment within the same bounds, and as briskly, as an HPA of this stack would. */
    static CustomObjectArgs of(
            String deployment, Autoscaling autoscaling, List<Map<String, Object>> triggers, ObjectMetaArgs metadata) {
        return new CustomObjectArgs(
                TYPE,
                metadata,
                Map.of(
                        "scaleTargetRef", Map.of("apiVersion", "apps/v1", "kind", "Deployment", "name", deployment),
                        "minReplicaCount", autoscaling.minReplicas(),
                        "maxReplicaCount", autoscaling.maxReplicas(),
                        // Only what scales to nothing waits for these two, and one pod at least is always there.
                        // Above that the HPA decides, and KEDA puts each of its questions to Prometheus at once.
                        "pollingInterval", 30,
                        "cooldownPeriod", 300,
                        "advanced", Map.of("horizontalPodAutoscalerConfig", Map.of("behavior", behavior(autoscaling))),
                        "triggers", triggers));
    }

    private static Map<String, Object> behavior(Autoscaling autoscaling) {
        return Map.of("scaleUp", rules(autoscaling.up()), "scaleDown", rules(autoscaling.down()));
    }

    /** With the default policy spelled out: KEDA compares with what the API server made of it. */
    private static Map<String, Object> rules(ScalingRules rules) {
        var all = new HashMap<String, Object>(Map.of(
                "stabilizationWindowSeconds",
                rules.windowSeconds(),
                "selectPolicy",
                "Max",
                "policies",
                rules.policies().stream()
                        .map(policy -> Map.of(
                                "type", policy.unit().toString(),
                                "value", policy.value(),
                                "periodSeconds", policy.periodSeconds()))
                        .toList()));
        rules.tolerance().ifPresent(tolerance -> all.put("tolerance", Double.toString(tolerance)));
        return all;
    }
}
