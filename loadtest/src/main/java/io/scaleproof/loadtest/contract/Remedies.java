package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Target;
import java.util.Locale;

/**
 * What to type: {@code pulumi config set} for this project's stack, {@code kubectl} for what somebody else deployed. What is
 * changed in an HPA that KEDA made, KEDA puts back, so that its ScaledObject is patched.
 */
final class Remedies {
    /** Whose work an HPA is. */
    static final String CONTROLLER =
            "see whether the kube-controller-manager runs, and is not overloaded: kubectl get pods,leases -n kube-system";

    private final Target target;

    Remedies(RunRecord run) {
        this.target = run.target();
    }

    String maxReplicas(int pods) {
        return target.belongsToStack()
                ? "pulumi config set maxReplicas %d && pulumi up".formatted(pods)
                : target.scaledObject().isPresent()
                        ? patchScaledObject("{\"spec\":{\"maxReplicaCount\":%d}}".formatted(pods))
                        : patchHpa("{\"spec\":{\"maxReplicas\":%d}}".formatted(pods));
    }

    String scaleUpPolicies(int pods) {
        return target.belongsToStack()
                ? "pulumi config set scaleUpPolicies %dpods/15s && pulumi up".formatted(pods)
                : patchBehavior("{\"scaleUp\":{\"policies\":[{\"type\":\"Pods\",\"value\":%d,\"periodSeconds\":15}]}}"
                        .formatted(pods));
    }

    String scaleUpWindow(int seconds) {
        return window("scaleUp", seconds);
    }

    String scaleDownWindow(int seconds) {
        return window("scaleDown", seconds);
    }

    private String window(String direction, int seconds) {
        return target.belongsToStack()
                ? "pulumi config set %sWindowSeconds %d && pulumi up".formatted(direction, seconds)
                : patchBehavior("{\"%s\":{\"stabilizationWindowSeconds\":%d}}".formatted(direction, seconds));
    }

    String scaleDownPolicies() {
        return target.belongsToStack()
                ? "pulumi config set scaleDownPolicies 100%/15s && pulumi up"
                : patchBehavior(
                        "{\"scaleDown\":{\"policies\":[{\"type\":\"Percent\",\"value\":100,\"periodSeconds\":15}]}}");
    }

    String enableScaleUp() {
        return target.belongsToStack()
                ? "pulumi up, which puts the HPA back as the stack declares it"
                : patchBehavior("{\"scaleUp\":{\"selectPolicy\":\"Max\"}}");
    }

    /** @param metric what the target is of, as it is to be called where there is no stack */
    String lowerTarget(int percent, String metric) {
        return target.belongsToStack()
                ? "pulumi config set targetCpuUtilization %d && pulumi up".formatted(percent)
                : "lower the %s target in the %s: kubectl edit %s"
                        .formatted(metric, target.scaledObject().isPresent() ? "ScaledObject" : "HPA", settingsPlace());
    }

    /** So that what a pod uses at rest is less of its target. */
    String moreRoom() {
        return target.belongsToStack()
                ? "pulumi config set cpuRequest 200m && pulumi up"
                : "raise the pods' CPU request, or the target: kubectl edit " + settingsPlace();
    }

    String describeHpa() {
        return "kubectl describe " + hpa();
    }

    String describePod(String pod) {
        return "kubectl describe pod %s -n %s".formatted(pod, target.namespace());
    }

    String undoRollout(String pod) {
        return "%s; else kubectl rollout undo %s/%s -n %s"
                .formatted(
                        describePod(pod),
                        target.kind().toLowerCase(Locale.ROOT),
                        target.deployment(),
                        target.namespace());
    }

    String describeTarget() {
        return "kubectl describe %s %s -n %s; kubectl get events -n %s"
                .formatted(
                        target.kind().toLowerCase(Locale.ROOT),
                        target.deployment(),
                        target.namespace(),
                        target.namespace());
    }

    private String hpa() {
        return "hpa %s -n %s".formatted(target.hpa(), target.namespace());
    }

    private String settingsPlace() {
        return target.scaledObject()
                .map(name -> "scaledobject %s -n %s".formatted(name, target.namespace()))
                .orElseGet(this::hpa);
    }

    private String patchBehavior(String behavior) {
        return target.scaledObject().isPresent()
                ? patchScaledObject("{\"spec\":{\"advanced\":{\"horizontalPodAutoscalerConfig\":{\"behavior\":%s}}}}"
                        .formatted(behavior))
                : patchHpa("{\"spec\":{\"behavior\":%s}}".formatted(behavior));
    }

    private String patchScaledObject(String patch) {
        return "kubectl patch %s --type=merge -p '%s'".formatted(settingsPlace(), patch);
    }

    private String patchHpa(String patch) {
        return String.format(Locale.ROOT, "kubectl patch %s --type=merge -p '%s'", hpa(), patch);
    }
}
