package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.Service;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.util.Optional;

/** Finds what is meant: the one place for all that takes {@code --service} and {@code --hpa}. */
public final class AimFinder {
    /** What this project's own stack is called. */
    static final String DEFAULT_SERVICE = "scaleproof";

    private final Cluster cluster;
    private final String namespace;

    public AimFinder(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /**
     * Finds it, with what is wrong with it as an objection.
     *
     * @param service name of the Service; empty to begin with the HPA
     * @param hpa name of the HPA; empty to find the one that scales what the Service leads to. Without either it is what
     *     Service {@value #DEFAULT_SERVICE} leads to, and where there is no such Service, the namespace's only HPA
     * @throws CouldNotRun when there is no such Service or HPA, several fit, or what is scaled may not be read
     */
    public Aim find(Optional<String> service, Optional<String> hpa) throws CouldNotRun {
        ServiceFinder services = new ServiceFinder(cluster, namespace);
        Optional<Service> given = Optional.empty();
        if (service.isPresent()) {
            given = Optional.of(services.named(service.get()));
        } else if (hpa.isEmpty()) {
            given = services.find(DEFAULT_SERVICE);
        }
        HpaFinder hpas = new HpaFinder(cluster, namespace);
        if (given.isEmpty() && hpa.isEmpty() && !hpas.hasAny()) {
            throw services.missing(DEFAULT_SERVICE);
        }
        return given.isPresent() ? hpas.behind(given.get(), hpa) : hpas.named(hpa);
    }
}
