package io.scaleproof.loadtest.watch;

import io.scaleproof.loadtest.record.WatchHealth.Gap;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts breaks on the run's axis. What was over before the run's zero is nobody's business. */
final class Gaps {
    private final ClusterClock clock;
    private final List<Gap> gaps = new ArrayList<>();

    Gaps(ClusterClock clock) {
        this.clock = clock;
    }

    void add(Watched what, List<Continuity.Break> breaks) {
        for (Continuity.Break one : breaks) {
            Duration from = clock.local(one.from());
            Duration to = clock.local(one.to());
            if (!to.isNegative()) {
                gaps.add(new Gap(what, from.isNegative() ? Duration.ZERO : from, to, one.why()));
            }
        }
    }

    List<Gap> all() {
        return gaps.stream().sorted(Comparator.comparing(Gap::from)).toList();
    }
}
