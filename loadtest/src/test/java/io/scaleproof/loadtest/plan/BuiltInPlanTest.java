package io.scaleproof.loadtest.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaleproof.loadtest.need.FullPod;
import io.scaleproof.loadtest.record.StageRun.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BuiltInPlanTest {
    private static final BuiltInPlan.Requests REQUESTS = new BuiltInPlan.Requests(25, 1);

    @ParameterizedTest
    @EnumSource
    void everyPlanBeginsBelowOnePodAndEndsWhenTheMinimumIsBack(BuiltInPlan plan) {
        Plan stages = plan.plan(6, REQUESTS);
        assertThat(stages.stages().getFirst().phase()).isEqualTo(Phase.BASELINE);
        assertThat(stages.stages().getLast().hold()).isInstanceOf(Hold.UntilMinimum.class);
    }

    @ParameterizedTest
    @EnumSource
    void noPlanAsksForMorePodsThanItWasGiven(BuiltInPlan plan) {
        Sizing sizing = new Sizing(new FullPod(50, 0, 0.1, 0.02), 25, 26);
        assertThat(plan.plan(6, REQUESTS).stages()).allSatisfy(stage -> {
            assertThat(sizing.enough(stage.to(), stage.requestMillis())).isLessThanOrEqualTo(6);
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyPlanWorksForTheFewestPods(BuiltInPlan plan) {
        assertThat(plan.plan(2, REQUESTS).stages()).isNotEmpty();
    }

    @Test
    void theDefaultTakesFewMinutes() {
        assertThat(BuiltInPlan.SURGE.label()).isEqualTo("surge");
        assertThat(BuiltInPlan.SURGE.plan(6, REQUESTS).atMost()).hasMinutes(9);
    }

    @Test
    void refusesALoadThatNeedsOnePod() {
        assertThatThrownBy(() -> BuiltInPlan.SURGE.plan(1, REQUESTS))
                .hasMessage("A load that needs 1 pod scales nothing. Give --pods 2 or more");
    }
}
