package io.scaleproof.infra.config;

import java.util.List;
import java.util.Locale;

/** Windows and policies that go together. */
public enum ScalingPreset {
    /**
     * To where it must be in one decision: Kubernetes' own policy makes 1 -> 5 -> 10 out of one surge, 15 s apart.
     * Down again a minute after the need fell, which a service whose pods start in a second can afford.
     */
    FAST(60),
    /** What Kubernetes does by default. */
    STEADY(300),
    /** Down slowly, for load that comes back: a tenth of the pods a minute. */
    CAREFUL(300);

    private static final int PERIOD_SECONDS = 15;

    private final int downWindowSeconds;

    ScalingPreset(int downWindowSeconds) {
        this.downWindowSeconds = downWindowSeconds;
    }

    int upWindowSeconds() {
        return 0;
    }

    int downWindowSeconds() {
        return downWindowSeconds;
    }

    List<ScalingPolicy> upPolicies(int maxReplicas) {
        return switch (this) {
            case FAST -> List.of(ScalingPolicy.pods(maxReplicas, PERIOD_SECONDS));
            case STEADY, CAREFUL ->
                List.of(ScalingPolicy.pods(4, PERIOD_SECONDS), ScalingPolicy.percent(100, PERIOD_SECONDS));
        };
    }

    List<ScalingPolicy> downPolicies() {
        return switch (this) {
            case FAST, STEADY -> List.of(ScalingPolicy.percent(100, PERIOD_SECONDS));
            case CAREFUL -> List.of(ScalingPolicy.percent(10, 60));
        };
    }

    /** As typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
