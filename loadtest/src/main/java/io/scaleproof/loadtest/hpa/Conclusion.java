package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.Brake;
import java.time.Duration;
import java.util.List;

/** What the controller concludes at one sync, with everything computed on the way. */
public sealed interface Conclusion {

    /** The time of the sync. */
    Duration at();

    /** Pods before. */
    int current();

    /** Pods it asks for. */
    int desired();

    /** Whether it changes the number. */
    default boolean isChange() {
        return desired() != current();
    }

    /** What kept it from what the metrics asked for. */
    default Brake brake() {
        return switch (this) {
            case Disabled _ -> Brake.DISABLED;
            case OutOfRange range -> range.desired() < range.current() ? Brake.MAXIMUM : Brake.MINIMUM;
            case Blind _ -> Brake.BLIND;
            case Computed computed ->
                switch (computed.limit().cause()) {
                    case Limit.Cause.Maximum _ -> Brake.MAXIMUM;
                    case Limit.Cause.Minimum _ -> Brake.MINIMUM;
                    case Limit.Cause.ByPolicy _, Limit.Cause.Doubling _ -> Brake.POLICY;
                    case Limit.Cause.Disabled _ -> Brake.DISABLED;
                    case Limit.Cause.None _ -> unlimited(computed);
                };
        };
    }

    private static Brake unlimited(Computed computed) {
        if (computed.stabilization().held().isPresent()) {
            return Brake.WINDOW;
        }
        return switch (computed.decisive().rule()) {
            case TOLERANCE -> Brake.TOLERANCE;
            case DIRECTION -> Brake.DIRECTION;
            case RATIO, PER_POD_VALUE -> Brake.NONE;
        };
    }

    /** The target was scaled to zero by hand: the HPA keeps out of it. */
    record Disabled(Duration at) implements Conclusion {
        @Override
        public int current() {
            return 0;
        }

        @Override
        public int desired() {
            return 0;
        }
    }

    /** The current number lies outside minReplicas..maxReplicas and is brought back, whatever the metrics say. */
    record OutOfRange(Duration at, int current, int desired) implements Conclusion {}

    /**
     * Too few metrics to decide: all are unavailable, or some are and the others ask for fewer pods. The number stays.
     */
    record Blind(Duration at, int current, List<Proposal> proposals) implements Conclusion {
        public Blind {
            proposals = List.copyOf(proposals);
        }

        @Override
        public int desired() {
            return current;
        }
    }

    /**
     * A number computed from metrics.
     *
     * @param proposals what each metric asks for, in the order of the HPA's settings
     * @param decisive the one that asks for most, which wins
     * @param stabilization what the windows made of it
     * @param limit what the limits made of that
     */
    record Computed(
            Duration at,
            int current,
            int desired,
            List<Proposal> proposals,
            Proposal.Replicas decisive,
            Stabilization stabilization,
            Limit limit)
            implements Conclusion {
        public Computed {
            proposals = List.copyOf(proposals);
        }
    }
}
