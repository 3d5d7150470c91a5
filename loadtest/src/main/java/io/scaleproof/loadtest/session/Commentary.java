package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.hpa.ControllerFlags;
import io.scaleproof.loadtest.hpa.Replay;
import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.watch.ClusterClock;
import io.scaleproof.loadtest.watch.ClusterWatch;
import io.scaleproof.loadtest.watch.Observed;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Explains the HPA's decisions while the run goes on, each once. */
final class Commentary {
    private final ClusterWatch watch;
    private final ClusterClock clock;
    private int lastWanted;
    private boolean due;
    private Duration told = Duration.ZERO;

    Commentary(ClusterWatch watch, ClusterClock clock) {
        this.watch = watch;
        this.clock = clock;
        this.lastWanted = watch.state().wanted();
    }

    /**
     * The decisions since the last call, which comes every second. All that was seen is read again for it, so this is
     * done only after the number of pods has changed; a second later, because the HPA's status comes after the change.
     */
    List<Decision> news() {
        boolean read = due;
        int wanted = watch.state().wanted();
        due = wanted != lastWanted;
        lastWanted = wanted;
        if (!read) {
            return List.of();
        }
        Observed seen = watch.read(clock, Map.of(), Duration.ZERO);
        List<Decision> news = seen.settings().stream()
                .flatMap(settings ->
                        Replay.decisions(settings, ControllerFlags.DEFAULT, seen.hpa(), seen.pods(), seen.usages())
                                .stream())
                .filter(decision ->
                        decision.from() != decision.to() && decision.at().compareTo(told) > 0)
                .toList();
        if (!news.isEmpty()) {
            told = news.getLast().at();
        }
        return news;
    }
}
