package io.scaleproof.loadtest.target;

import java.net.URI;
import java.util.Optional;

/** A target that nothing was asked for. */
public final class GivenTarget {
    private GivenTarget() {}

    /** The same at an address. */
    public static FoundTarget at(URI base) {
        return of(base, Workload.deployment("web"), Optional.empty());
    }

    /** Deployment, Service and HPA {@code web} of namespace {@code shop}. */
    public static FoundTarget web() {
        return of(Workload.deployment("web"), Optional.empty());
    }

    /** The same with something else that is scaled, made by KEDA from a ScaledObject if one is given. */
    public static FoundTarget of(Workload workload, Optional<String> scaledObject) {
        return of(URI.create("http://x"), workload, scaledObject);
    }

    private static FoundTarget of(URI base, Workload workload, Optional<String> scaledObject) {
        return new FoundTarget(
                base,
                "shop",
                Optional.of("web"),
                workload,
                "web",
                "app=web",
                8080,
                false,
                Optional.empty(),
                scaledObject);
    }
}
