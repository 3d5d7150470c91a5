package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Policy;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import java.time.Duration;
import java.util.List;

/** The rules of an HPA whose {@code behavior} says nothing, and of one that has none. */
public final class Behavior {
    private static final Duration PERIOD = Duration.ofSeconds(15);
    private static final Duration DOWN_WINDOW = Duration.ofMinutes(5);
    private static final double TOLERANCE = 0.1;

    /** Scaling up: at once, by 4 pods or to double, whichever is more. */
    public static final Rules DEFAULT_UP = new Rules(
            Duration.ZERO,
            "Max",
            List.of(new Policy("Pods", 4, PERIOD), new Policy("Percent", 100, PERIOD)),
            TOLERANCE);

    /** Scaling down: after 5 minutes, as far as need be. */
    public static final Rules DEFAULT_DOWN =
            new Rules(DOWN_WINDOW, "Max", List.of(new Policy("Percent", 100, PERIOD)), TOLERANCE);

    /** Scaling up without {@code behavior}. */
    public static final Rules NONE_UP = new Rules(Duration.ZERO, "Max", List.of(), TOLERANCE);

    /** Scaling down without {@code behavior}. */
    public static final Rules NONE_DOWN = new Rules(DOWN_WINDOW, "Max", List.of(), TOLERANCE);

    private Behavior() {}

    /**
     * Whether the HPA has no {@code behavior}, and so no policies. The controller has an older code path for it, in which
     * one sync at most doubles the pods or goes to 4: a single pod becomes 4, where the default policies, once there is a
     * {@code behavior}, make it 5.
     */
    static boolean isUnset(HpaSettings settings) {
        return settings.scaleUp().policies().isEmpty()
                && settings.scaleDown().policies().isEmpty();
    }
}
