package io.scaleproof.loadtest.watch;

import static io.scaleproof.loadtest.watch.TestClock.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.WatchHealth.Gap;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import io.scaleproof.loadtest.watch.Continuity.Break;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContinuityTest {
    private final Continuity continuity = new Continuity(at(0));

    @Test
    void whatIsHeardOfIsWhole() {
        continuity.heard(at(10));

        assertThat(continuity.until(at(60))).isEmpty();
        assertThat(continuity.trouble()).isEmpty();
    }

    @Test
    void aShortLossThatCostNothingIsNoBreak() {
        continuity.heard(at(10));
        continuity.broke(at(12), "connection reset");
        assertThat(continuity.isBroken(at(17))).isFalse();
        continuity.heard(at(17));

        assertThat(continuity.until(at(60))).isEmpty();
    }

    @Test
    void itIsMeasuredFromTheFirstFailureAndSaysTheLastReason() {
        continuity.broke(at(12), "connection reset");
        continuity.broke(at(16), "connection refused");

        assertThat(continuity.isBroken(at(18))).isTrue();
        assertThat(continuity.trouble()).contains("connection refused");
    }

    @Test
    void whatWasMissedIsMissedSinceTheLastThatWasHeard() {
        continuity.heard(at(10));
        continuity.broke(at(12), "connection reset");
        continuity.missed(at(20), "listed again");

        assertThat(continuity.until(at(60))).containsExactly(new Break(at(10), at(20), "listed again"));
    }

    @Test
    void aLossThatNobodyMendedLastsToTheEnd() {
        continuity.heard(at(10));
        continuity.broke(at(12), "connection reset");

        assertThat(continuity.until(at(60))).containsExactly(new Break(at(10), at(60), "connection reset"));
    }

    @Test
    void onTheRunsAxisGapsBeginAtZeroAtTheEarliestAndThoseBeforeAreNobodysBusiness() {
        Gaps gaps = new Gaps(new ClusterClock(at(100), Duration.ZERO));
        gaps.add(Watched.PODS, List.of(new Break(at(110), at(120), "late")));
        gaps.add(Watched.HPA, List.of(new Break(at(10), at(99), "before"), new Break(at(90), at(105), "across")));

        assertThat(gaps.all())
                .containsExactly(
                        new Gap(Watched.HPA, Duration.ZERO, Duration.ofSeconds(5), "across"),
                        new Gap(Watched.PODS, Duration.ofSeconds(10), Duration.ofSeconds(20), "late"));
    }
}
