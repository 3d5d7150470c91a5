package io.scaleproof.infra;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether what a Service leads to may come to answer.
 *
 * @param selector the Service's
 * @param deployments all of its namespace
 * @param pods those that it selects
 */
record MetricsServerProspects(JsonObject selector, List<JsonObject> deployments, List<JsonObject> pods) {
    /** What a kubelet does not get over. A crash it may: a metrics-server can be there before its API server is. */
    private static final Set<String> LASTING =
            Set.of("ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "CreateContainerConfigError");

    /** Why nobody will answer however long one waits; empty if somebody may. */
    Optional<String> hopeless() {
        List<JsonObject> staying = pods.stream()
                .filter(pod -> Json.text(pod, "metadata", "deletionTimestamp").isEmpty())
                .toList();
        List<JsonObject> own = deployments.stream().filter(this::isSelected).toList();
        if (staying.isEmpty()) {
            return nobodyComes(own);
        }
        return own.stream()
                .flatMap(deployment -> stuck(deployment).stream())
                .findFirst()
                // During a rollout the broken pods may be the old ones.
                .or(() -> staying.stream().allMatch(pod -> trouble(pod).isPresent())
                        ? trouble(staying.getFirst())
                        : Optional.empty());
    }

    private static Optional<String> nobodyComes(List<JsonObject> deployments) {
        if (deployments.isEmpty()) {
            return Optional.of("its Service leads to no pod and no Deployment makes one");
        }
        return deployments.stream()
                        .allMatch(deployment ->
                                Json.text(deployment, "spec", "replicas").equals("0"))
                ? Optional.of("the Deployment %s has 0 replicas".formatted(name(deployments.getFirst())))
                : Optional.empty();
    }

    private boolean isSelected(JsonObject deployment) {
        Optional<JsonObject> labels = Json.object(deployment, "spec", "template", "metadata", "labels");
        return labels.filter(own -> selector.entrySet().stream()
                        .allMatch(label -> label.getValue().equals(own.get(label.getKey()))))
                .isPresent();
    }

    private static Optional<String> stuck(JsonObject deployment) {
        return Json.objects(deployment, "status", "conditions")
                .filter(condition -> Json.text(condition, "reason").equals("ProgressDeadlineExceeded"))
                .map(condition -> "the Deployment %s: %s".formatted(name(deployment), Json.text(condition, "message")))
                .findFirst();
    }

    private static Optional<String> trouble(JsonObject pod) {
        return Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(kind -> Json.objects(pod, "status", kind))
                .flatMap(container -> Json.object(container, "state", "waiting").stream())
                .filter(waiting -> LASTING.contains(Json.text(waiting, "reason")))
                .map(waiting -> "pod %s: %s: %s"
                        .formatted(name(pod), Json.text(waiting, "reason"), Json.text(waiting, "message")))
                .findFirst();
    }

    private static String name(JsonObject object) {
        return Json.text(object, "metadata", "name");
    }
}
