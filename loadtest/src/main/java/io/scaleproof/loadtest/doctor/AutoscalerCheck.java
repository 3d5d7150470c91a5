package io.scaleproof.loadtest.doctor;

import io.scaleproof.loadtest.target.PodOwners;
import io.scaleproof.loadtest.target.ScaleTargetRefs;
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
            return seen.service()
                    .findings(
                            service -> List.of(none(seen, service.getMetadata().getName())));
        }
        String name = seen.hpa().getMetadata().getName();
        return List.of(
                seen.scaled().isPresent()
                        ? Finding.ok(
                                "%s scales %s".formatted(name, seen.target().words()))
                        : Finding.wrong(
                                "%s scales %s of %s, and there is none in namespace %s that can be scaled"
                                        .formatted(
                                                name,
                                                ScaleTargetRefs.words(seen.hpa()),
                                                seen.hpa()
                                                        .getSpec()
                                                        .getScaleTargetRef()
                                                        .getApiVersion(),
                                                seen.namespace()),
                                seen.edit() + ", and correct its scaleTargetRef"));
    }

    private static Finding none(Examined seen, String service) {
        String owners = seen.served().isEmpty() ? "no pods" : "pods of " + PodOwners.words(seen.served());
        String others = seen.autoscalers().isEmpty() ? "" : "; there is " + ScaleTargetRefs.listed(seen.autoscalers());
        String scalable = owners.matches("pods of Deployment [^,]+")
                ? owners.replace("pods of Deployment", "deployment")
                : "KIND NAME";
        return Finding.wrong(
                "none scales what Service %s leads to (%s)%s".formatted(service, owners, others),
                "kubectl autoscale %s -n %s --cpu=50%% --min=1 --max=10, or name another Service with --service"
                        .formatted(scalable, seen.namespace()));
    }
}
