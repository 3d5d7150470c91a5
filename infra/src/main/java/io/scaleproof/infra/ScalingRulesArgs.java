package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.kubernetes.autoscaling.v2.inputs.HPAScalingPolicyArgs;
import com.pulumi.kubernetes.autoscaling.v2.inputs.HPAScalingRulesArgs;
import com.pulumi.resources.ResourceArgs;
import io.scaleproof.infra.config.ScalingPolicy;
import io.scaleproof.infra.config.ScalingRules;
import java.util.List;

/** One direction of an HPA's behaviour with its tolerance, which Kubernetes has had since the SDK's own type was made. */
// The SDK reads the fields, by their annotations.
@SuppressWarnings("UnusedVariable")
final class ScalingRulesArgs extends ResourceArgs {
    @Import(name = "policies")
    private final Output<List<HPAScalingPolicyArgs>> policies;

    @Import(name = "stabilizationWindowSeconds")
    private final Output<Integer> stabilizationWindowSeconds;

    @Import(name = "tolerance")
    private final Output<String> tolerance;

    private ScalingRulesArgs(ScalingRules rules, double tolerance) {
        this.policies = Output.of(policies(rules));
        this.stabilizationWindowSeconds = Output.of(rules.windowSeconds());
        this.tolerance = Output.of(Double.toString(tolerance));
    }

    static Output<HPAScalingRulesArgs> of(ScalingRules rules) {
        return rules.tolerance()
                .map(tolerance -> disguised(new ScalingRulesArgs(rules, tolerance)))
                .orElseGet(() -> Output.of(HPAScalingRulesArgs.builder()
                        .policies(policies(rules))
                        .stabilizationWindowSeconds(rules.windowSeconds())
                        .build()));
    }

    /** Nobody looks at the type: the SDK writes out what is annotated. */
    @SuppressWarnings("unchecked")
    private static Output<HPAScalingRulesArgs> disguised(ScalingRulesArgs rules) {
        return (Output<HPAScalingRulesArgs>) (Output<?>) Output.of(rules);
    }

    private static List<HPAScalingPolicyArgs> policies(ScalingRules rules) {
        return rules.policies().stream().map(ScalingRulesArgs::policy).toList();
    }

    private static HPAScalingPolicyArgs policy(ScalingPolicy policy) {
        return HPAScalingPolicyArgs.builder()
                .type(policy.unit().toString())
                .value(policy.value())
                .periodSeconds(policy.periodSeconds())
                .build();
    }
}
