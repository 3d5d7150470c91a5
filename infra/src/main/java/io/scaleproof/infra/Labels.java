package io.scaleproof.infra;

import java.util.Map;

/** Names and labels that every object shares. */
final class Labels {
    /** What everything is called; the load test looks for it. */
    static final String NAME = "scaleproof";

    /** What finds the pods; never changes, because a Deployment's selector cannot. */
    static final Map<String, String> SELECTOR = Map.of("app.kubernetes.io/name", NAME);

    /** What every object is labelled with. */
    static final Map<String, String> ALL = Map.of(
            "app.kubernetes.io/name", NAME,
            "app.kubernetes.io/instance", NAME,
            "app.kubernetes.io/part-of", NAME,
            "app.kubernetes.io/managed-by", "pulumi",
            "app.kubernetes.io/version", "0.1.0");

    private Labels() {}
}
