package io.scaleproof.loadtest.need;

import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.StageRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The need of a plan of rates that says itself how many pods each needs, for HPAs that look at nothing of which the load is
 * known to be a function: at memory, for instance.
 */
final class DeclaredNeed {
    private DeclaredNeed() {}

    /** Empty where a stage with load does not say it, or a need could be measured. */
    static Optional<Need> of(Evidence evidence) {
        HpaSettings settings = evidence.settings().orElseThrow();
        boolean declared = !evidence.stages().isEmpty()
                && evidence.calibration().isEmpty()
                && FullPod.cpu(settings).isEmpty()
                && evidence.stages().stream()
                        .allMatch(stage -> isIdle(stage) || (stage.toRate() > 0 && stage.pods() > 0));
        if (!declared) {
            return Optional.empty();
        }
        FullPod pod = new FullPod(1_000, 0, settings.scaleUp().tolerance(), 0);
        List<Need.Moment> moments = new ArrayList<>();
        moments.add(Moments.of(Need.BEFORE, Range.ZERO, 0, pod, settings.minReplicas()));
        for (StageRun stage : evidence.stages()) {
            for (Duration at : Moments.times(stage)) {
                double worth = isIdle(stage) ? 0 : stage.pods() * stage.rateAt(at) / stage.toRate();
                moments.add(Moments.of(at, new Range(worth, worth, worth), 0, pod, settings.minReplicas()));
            }
        }
        return Optional.of(new Need.Known(pod, settings.minReplicas(), moments, "by the plan's own word"));
    }

    private static boolean isIdle(StageRun stage) {
        return stage.fromRate() == 0 && stage.toRate() == 0;
    }
}
