package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.kubernetes.Progress.Hopeless;
import io.scaleproof.plugins.kubernetes.Progress.Ready;
import io.scaleproof.plugins.kubernetes.Progress.Waiting;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Rolled out: every pod is of the new template and available. The order of questions is {@code kubectl rollout status}'. */
final class DeploymentReadiness implements Readiness {
    @Override
    public Progress of(JsonNode live, RelatedObjects related) {
        if (live.path("spec").path("paused").asBoolean(false)) {
            return new Ready();
        }
        if (!Conditions.isObserved(live)) {
            return new Waiting("[the deployment controller has not seen it yet]");
        }
        Optional<JsonNode> refused = Conditions.find(live, "ReplicaFailure").filter(Conditions::isTrue);
        if (refused.isPresent()) {
            return new Hopeless("pods cannot be created: " + Conditions.words(refused.get()));
        }
        Optional<String> missing = missing(live);
        if (missing.isEmpty()) {
            return new Ready();
        }
        Optional<String> trouble = new PodTrouble(related).firstOf(newPods(live, related));
        if (trouble.isPresent()) {
            return new Hopeless(trouble.get());
        }
        return Conditions.find(live, "Progressing")
                .filter(condition -> "ProgressDeadlineExceeded"
                        .equals(condition.path("reason").asString("")))
                .<Progress>map(condition -> new Hopeless(Conditions.words(condition) + " " + missing.get()))
                .orElseGet(() -> new Waiting(missing.get()));
    }

    private static Optional<String> missing(JsonNode live) {
        JsonNode status = live.path("status");
        int wanted = live.path("spec").path("replicas").asInt(1);
        int total = status.path("replicas").asInt(0);
        int updated = status.path("updatedReplicas").asInt(0);
        int available = status.path("availableReplicas").asInt(0);
        if (updated < wanted) {
            return Optional.of("[%d of %d pods are of the new version]".formatted(updated, wanted));
        }
        if (total > updated) {
            return Optional.of("[%d pods of the old version are still there]".formatted(total - updated));
        }
        if (available < updated) {
            return Optional.of("[%d of %d pods are ready]".formatted(available, updated));
        }
        return Optional.empty();
    }

    /** Those of the current revision: trouble that the old version has is what an update may be meant to end. */
    private static List<JsonNode> newPods(JsonNode live, RelatedObjects related) {
        String namespace = ObjectId.of(live).namespace();
        String selector = LabelSelector.text(live.path("spec").path("selector"));
        return related.replicaSets(namespace, selector).stream()
                .filter(set -> isCurrent(live, set))
                .map(set -> set.path("metadata")
                        .path("labels")
                        .path("pod-template-hash")
                        .asString(""))
                .flatMap(hash -> related.pods(namespace, selector + ",pod-template-hash=" + hash).stream())
                .toList();
    }

    private static boolean isCurrent(JsonNode deployment, JsonNode replicaSet) {
        String uid = deployment.path("metadata").path("uid").asString("");
        return revision(deployment).equals(revision(replicaSet))
                && replicaSet
                        .path("metadata")
                        .path("ownerReferences")
                        .valueStream()
                        .anyMatch(owner -> uid.equals(owner.path("uid").asString("")));
    }

    private static String revision(JsonNode object) {
        return object.path("metadata")
                .path("annotations")
                .path("deployment.kubernetes.io/revision")
                .asString("");
    }
}
