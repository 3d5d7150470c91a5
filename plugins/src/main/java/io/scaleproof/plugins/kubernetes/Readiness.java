package io.scaleproof.plugins.kubernetes;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a kind is waited for after it was applied; kinds without an entry are ready once they exist. */
@FunctionalInterface
interface Readiness {
    Progress of(JsonNode live, RelatedObjects related);

    static Optional<Readiness> ofKind(String apiVersion, String kind) {
        return switch (apiVersion + "/" + kind) {
            case "apps/v1/Deployment" -> Optional.of(new DeploymentReadiness());
            case "apps/v1/StatefulSet" -> Optional.of(new StatefulSetReadiness());
            case "apps/v1/DaemonSet" -> Optional.of(new DaemonSetReadiness());
            case "v1/Pod" -> Optional.of(new PodReadiness());
            case "v1/Service" -> Optional.of(new ServiceReadiness());
            case "v1/Namespace" -> Optional.of(new NamespaceReadiness());
            case "batch/v1/Job" -> Optional.of(new JobReadiness());
            case "networking.k8s.io/v1/Ingress" -> Optional.of(new IngressReadiness());
            case "apiextensions.k8s.io/v1/CustomResourceDefinition" -> Optional.of(new DefinitionReadiness());
            default -> Optional.empty();
        };
    }
}
