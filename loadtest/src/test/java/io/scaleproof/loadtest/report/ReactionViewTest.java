package io.scaleproof.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.ScaleUpReaction;
import io.scaleproof.loadtest.record.ScaleUpReaction.PodReaction;
import java.time.Duration;
import java.util.List;
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
