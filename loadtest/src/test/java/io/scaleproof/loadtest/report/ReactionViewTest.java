package io.scaleproof.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.ScaleUpReaction;
import io.scaleproof.loadtest.record.ScaleUpReaction.PodReaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReactionViewTest {
    @Test
    void aReactionEndsWithTheFirstAnswerWhereThatIsKnown() {
        ReactionView view = ReactionView.of(List.of(reaction(false))).getFirst();

        assertThat(view.words()).endsWith("from the load's rise to the first answer of the middle one of 1 pod");
        assertThat(view.parts().getLast().name()).isEqualTo("ready → first answer");
        assertThat(ReactionView.medians(List.of(reaction(false))).getLast().name())
                .isEqualTo("ready → first answer");
    }

    @Test
    void whereItIsNotTheReportSaysThatItIsApproximate() {
        ReactionView view = ReactionView.of(List.of(reaction(true))).getFirst();

        assertThat(view.words())
                .endsWith(
                        "from the load's rise until the middle one of 1 pod could be reached; approximate: first reachable,"
                                + " not first answer, since no answer says which pod it is from");
        assertThat(view.parts().getLast().name()).isEqualTo("ready → first reachable");
        assertThat(ReactionView.medians(List.of(reaction(true))).getLast().name())
                .isEqualTo("ready → first reachable");
    }

    @Test
    void aMetricOfRequestsHasItsScrapeAndItsQueryAsPartsOfTheirOwn() {
        ScaleUpReaction cpu = reaction(false);
        ScaleUpReaction requests = new ScaleUpReaction(
                cpu.loadRose(), cpu.metricSeen(), Optional.of("in_flight"), cpu.decided(), 1, 2, cpu.pods());

        assertThat(ReactionView.of(List.of(requests)).getFirst().change()).isEqualTo("1 → 2 by in_flight");
        assertThat(ReactionView.of(List.of(requests)).getFirst().parts())
                .extracting(ReactionView.Part::name)
                .startsWith("scrape and window", "query and sync", "decision → created");
        assertThat(ReactionView.of(List.of(cpu)).getFirst().parts())
                .extracting(ReactionView.Part::name)
                .startsWith("load → metric", "metric → decision", "decision → created");
        assertThat(ReactionView.medians(List.of(requests)).getFirst().name()).isEqualTo("scrape and window");
        assertThat(ReactionView.medians(List.of(requests, cpu)).getFirst().name())
                .isEqualTo("load → metric");
    }

    private static ScaleUpReaction reaction(boolean approximate) {
        Duration part = Duration.ofMillis(100);
        return new ScaleUpReaction(
                Duration.ZERO,
                part,
                part,
                1,
                2,
                List.of(new PodReaction("new", part, part, part, part, part, part.multipliedBy(6), approximate)));
    }
}
