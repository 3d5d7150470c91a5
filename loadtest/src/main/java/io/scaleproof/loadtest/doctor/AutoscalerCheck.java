package io.scaleproof.loadtest.doctor;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import java.util.List;

/** Whether an HPA scales what the Service leads to, and that exists. */
final class AutoscalerCheck implements Check {
    @Override
    public String about() {
        return "HPA";
    }

    @Override
    public List<Finding> look(Examined seen) {
        if (seen.autoscaler().isEmpty()) {
            return List.of(none(seen));
        }
        String name = seen.hpa().getMetadata().getName();
        CrossVersionObjectReference ref = seen.hpa().getSpec().getScaleTargetRef();
        return List.of(
                seen.scaled().isPresent()
                        ? Finding.ok(
                                "%s scales %s".formatted(name, seen.target().words()))
                        : Finding.wrong(
                                "%s scales %s of %s, and there is none in namespace %s that can be scaled"
                                        .formatted(name, words(ref), ref.getApiVersion(), seen.namespace()),
                                seen.edit() + ", and correct its scaleTargetRef"));
    }

    private static Finding none(Examined seen) {
        String service = seen.service().getMetadata().getName();
        String owners = seen.served().isEmpty() ? "no pods" : "pods of " + Owners.words(seen.served());
        String others = seen.autoscalers().isEmpty()
                ? ""
                : "; there is "
                        + seen.autoscalers().stream()
                                .map(hpa -> "%s (%s)"
                                        .formatted(
                                                hpa.getMetadata().getName(),
                                                words(hpa.getSpec().getScaleTargetRef())))
                                .collect(joining(", "));
        String scalable = owners.matches("pods of Deployment [^,]+")
                ? owners.replace("pods of Deployment", "deployment")
                : "KIND NAME";
        return Finding.wrong(
                "none scales what Service %s leads to (%s)%s".formatted(service, owners, others),
                "kubectl autoscale %s -n %s --cpu=50%% --min=1 --max=10, or name another Service with --service"
                        .formatted(scalable, seen.namespace()));
    }

    private static String words(CrossVersionObjectReference ref) {
        return ref.getKind() + " " + ref.getName();
    }
}
