package io.scaleproof.loadtest.policy;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The policies that there are: the one place where one is registered. */
public enum KnownPolicy {
    /** Kubernetes' own algorithm. */
    HPA("hpa", "the HPA with these settings") {
        @Override
        public ScalingPolicy create(Circumstances circumstances) {
            return new HpaPolicy(circumstances);
        }
    },
    /** The floor. */
    CLAIRVOYANT("clairvoyant", "knows the load beforehand, held back by a pod's start alone") {
        @Override
        public ScalingPolicy create(Circumstances circumstances) {
            return new ClairvoyantPolicy(circumstances);
        }
    },
    /** As many pods as the height of the load needs, always. */
    STATIC("static", "as many pods as the load's height needs, all the time") {
        @Override
        public ScalingPolicy create(Circumstances circumstances) {
            return StaticPolicy.ofPeak(circumstances);
        }
    },
    /** Knative's. */
    KPA("kpa", "Knative's, by requests per second over 60 s, and 6 s in panic") {
        @Override
        public ScalingPolicy create(Circumstances circumstances) {
            return new KpaPolicy(circumstances);
        }
    },
    /** Forecasts. */
    PREDICTIVE("predictive", "forecasts from the past (Holt-Winters)") {
        @Override
        public ScalingPolicy create(Circumstances circumstances) {
            return new PredictivePolicy(circumstances);
        }
    };

    private final String label;
    private final String words;

    KnownPolicy(String label, String words) {
        this.label = label;
        this.words = words;
    }

    /** Its name as one types it. */
    public String label() {
        return label;
    }

    public String words() {
        return words;
    }

    /** One for one run. */
    public abstract ScalingPolicy create(Circumstances circumstances);

    /**
     * A policy by its name; {@code static(6)} is six pods.
     *
     * @throws IllegalArgumentException naming those that there are
     */
    public static Function<Circumstances, ScalingPolicy> named(String name) {
        if (name.matches("static\\([1-9]\\d{0,5}\\)")) {
            int pods = Integer.parseInt(name.substring("static(".length(), name.length() - 1));
            return _ -> new StaticPolicy(pods);
        }
        return Arrays.stream(values())
                .filter(policy -> policy.label.equals(name))
                .findFirst()
                .<Function<Circumstances, ScalingPolicy>>map(policy -> policy::create)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no policy '%s'; there are %s, and static(N) for N pods".formatted(name, labels())));
    }

    /** All names. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(KnownPolicy::label).toList();
    }
}
