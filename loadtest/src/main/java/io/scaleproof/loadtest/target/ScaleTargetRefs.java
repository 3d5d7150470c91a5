package io.scaleproof.loadtest.target;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.Collection;

/** What HPAs say that they scale, whether that exists or not. */
public final class ScaleTargetRefs {
    private ScaleTargetRefs() {}

    /** What {@code hpa} scales, for instance {@code Deployment web}. */
    public static String words(HorizontalPodAutoscaler hpa) {
        CrossVersionObjectReference ref = hpa.getSpec().getScaleTargetRef();
        return ref.getKind() + " " + ref.getName();
    }

    /** Each of these with what it scales, for instance {@code web-hpa (Deployment web)}. */
    public static String listed(Collection<HorizontalPodAutoscaler> hpas) {
        return hpas.stream()
                .map(hpa -> "%s (%s)".formatted(hpa.getMetadata().getName(), words(hpa)))
                .collect(joining(", "));
    }

    /** Whether both scale one object: by group and kind, as the HPA's controller, whatever the version. */
    public static boolean areSame(HorizontalPodAutoscaler one, HorizontalPodAutoscaler other) {
        return words(one).equals(words(other)) && group(one).equals(group(other));
    }

    /** The version that it gives, {@code v1} where it gives none. */
    static String apiVersion(HorizontalPodAutoscaler hpa) {
        String given = hpa.getSpec().getScaleTargetRef().getApiVersion();
        return given == null || given.isEmpty() ? "v1" : given;
    }

    /** The API group of its kind, empty for the core one. */
    static String group(HorizontalPodAutoscaler hpa) {
        String version = apiVersion(hpa);
        return version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    }
}
