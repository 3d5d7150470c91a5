package io.scaleproof.loadtest.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.hpa.ControllerFlags;
import io.scaleproof.loadtest.hpa.Replay;
import io.scaleproof.loadtest.plan.BuiltInPlan;
import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.simulate.Paper;
import io.scaleproof.loadtest.simulate.Scenarios;
import io.scaleproof.loadtest.watch.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run on paper, shown second by second. */
class CommentaryTest {
    private static final RunRecord RUN = Paper.of(Map.of())
            .run(
                    BuiltInPlan.SURGE.plan(6, new BuiltInPlan.Requests(25, 1)),
                    Scenarios.contract(),
                    Instant.parse("2026-11-24T10:00:00Z"));

    private final HpaSettings settings = RUN.autoscaler().orElseThrow();
    private Optional<HpaSettings> latest = Optional.of(settings);
    private Duration now = Duration.ZERO;
    private Duration read = Duration.ofSeconds(-1);
    private int reads;
    private final Commentary commentary = new Commentary(() -> seen().size(), this::news);

    @Test
    void aSyncIsReplayedOnceHoweverLongTheRunGoesOn() {
        Replay whole = new Replay(settings, ControllerFlags.DEFAULT);
        whole.next(RUN.hpa(), RUN.pods(), RUN.usages(), List.of());

        watchToTheEnd();

        assertThat(commentary.replayed()).isEqualTo(whole.syncs()).isGreaterThan(10);
        // Again and again only until the pods' metrics are there, too.
        assertThat(reads).isLessThanOrEqualTo(3 * RUN.hpa().size());
    }

    @Test
    void decisionsAreExplainedAsTheyAreAtTheEndAndToldOnce() {
        assertThat(watchToTheEnd())
                .isEqualTo(Replay.of(RUN).stream()
                        .filter(decision -> decision.from() != decision.to())
                        .toList())
                .hasSizeGreaterThan(1);
    }

    @Test
    void otherSettingsTellNothingASecondTime() {
        List<Decision> told = watchToTheEnd();

        latest = Optional.of(
                new HpaSettings("other", 1, 10, settings.metrics(), settings.scaleUp(), settings.scaleDown()));
        now = RUN.hpa().getLast().at().plusSeconds(60);

        assertThat(told).isNotEmpty();
        assertThat(commentary.news(now)).isEmpty();
    }

    @Test
    void withoutAnHpaThereIsNothingToSay() {
        latest = Optional.empty();
        assertThat(watchToTheEnd()).isEmpty();
        assertThat(commentary.replayed()).isZero();
    }

    private List<Decision> watchToTheEnd() {
        List<Decision> told = new ArrayList<>();
        while (now.compareTo(RUN.length().plusSeconds(5)) < 0) {
            now = now.plusSeconds(1);
            told.addAll(commentary.news(now));
        }
        return told;
    }

    private List<HpaSample> seen() {
        return RUN.hpa().stream()
                .filter(status -> status.at().compareTo(now) <= 0)
                .toList();
    }

    private Observed news() {
        reads++;
        Duration before = read;
        read = now;
        return new Observed(
                latest,
                seen(),
                List.of(),
                List.of(),
                RUN.usages().stream()
                        .filter(usage ->
                                usage.at().compareTo(before) > 0 && usage.at().compareTo(now) <= 0)
                        .toList(),
                List.of(),
                RUN.pods(),
                List.of(),
                List.of());
    }
}
