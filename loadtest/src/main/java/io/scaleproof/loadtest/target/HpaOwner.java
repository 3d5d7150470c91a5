package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells who made an HPA, and so where its settings are kept. */
public final class HpaOwner {
    private static final String KEDA = "keda-operator";
    private static final String KEDA_PREFIX = "keda-hpa-";

    private HpaOwner() {}

    /** What it says of that itself. */
    static Optional<String> managedBy(HorizontalPodAutoscaler hpa) {
        return label(hpa, "app.kubernetes.io/managed-by");
    }

    /** The name of the ScaledObject from which KEDA made it: its owner; where it has none, what label or name say. */
    public static Optional<String> scaledObject(HorizontalPodAutoscaler hpa) {
        Optional<String> owner = hpa.getMetadata().getOwnerReferences().stream()
                .filter(reference -> reference.getKind().equals("ScaledObject"))
                .map(OwnerReference::getName)
                .findFirst();
        if (owner.isPresent() || managedBy(hpa).filter(KEDA::equals).isEmpty()) {
            return owner;
        }
        String name = hpa.getMetadata().getName();
        return Stream.concat(
                        label(hpa, "scaledobject.keda.sh/name").stream(),
                        name.startsWith(KEDA_PREFIX) ? Stream.of(name.substring(KEDA_PREFIX.length())) : Stream.of())
                .findFirst();
    }

    private static Optional<String> label(HorizontalPodAutoscaler hpa, String key) {
        return Optional.ofNullable(hpa.getMetadata().getLabels()).map(labels -> labels.get(key));
    }
}
