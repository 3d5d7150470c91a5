package io.scaleproof.loadtest.doctor;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.scaleproof.loadtest.target.ScaleTarget;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether somebody beside the HPA sets the number of pods. That an updater owns {@code spec.replicas} proves little, because
 * the API server's default counts as its own: it must have applied it, or have set it after the HPA had.
 */
final class ReplicasCheck implements Check {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    /** They scale in an HPA's name: its controller, whatever a cloud calls that, and KEDA's to and from zero. */
    private static final Pattern AUTOSCALERS = Pattern.compile("kube-controller-manager|.*(autoscal|hpa|keda).*");

    @Override
    public String about() {
        return "replicas";
    }

    @Override
    public List<Finding> look(Examined seen) {
        String setters = seen.target().metadata().getManagedFields().stream()
                .filter(entry -> ownsReplicas(entry) && sets(entry, seen))
                .map(ManagedFieldsEntry::getManager)
                .distinct()
                .collect(joining(", "));
        if (setters.isEmpty() && isInLastApplied(seen.target())) {
            setters = "kubectl apply";
        }
        return List.of(
                setters.isEmpty()
                        ? Finding.ok("nobody but the HPA is seen to set them")
                        : Finding.warning(
                                "%s sets spec.replicas of %s, too, and takes back what the HPA did"
                                        .formatted(setters, seen.target().words()),
                                "leave replicas out of the manifest; what is applied already: kubectl apply edit-last-applied "
                                        + seen.target().typed()));
    }

    private static boolean ownsReplicas(ManagedFieldsEntry entry) {
        return entry.getFieldsV1() != null
                && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
                && spec.containsKey("f:replicas");
    }

    private static boolean sets(ManagedFieldsEntry entry, Examined seen) {
        if (AUTOSCALERS.matcher(entry.getManager()).matches()) {
            return false;
        }
        if ("Apply".equals(entry.getOperation())) {
            return true;
        }
        // Who scales leaves no time; but the HPA would own the field again if it had scaled since.
        return Optional.ofNullable(seen.hpa().getStatus())
                .map(status -> status.getLastScaleTime())
                .filter(last -> entry.getTime() == null
                        || Instant.parse(entry.getTime()).isAfter(Instant.parse(last)))
                .isPresent();
    }

    /** What is applied from a client is in an annotation, and in the manifest, whoever owns it by now. */
    private static boolean isInLastApplied(ScaleTarget target) {
        return Optional.ofNullable(target.metadata().getAnnotations())
                .map(annotations -> annotations.get(LAST_APPLIED))
                .filter(json -> MAPPER.readTree(json).at("/spec").has("replicas"))
                .isPresent();
    }
}
