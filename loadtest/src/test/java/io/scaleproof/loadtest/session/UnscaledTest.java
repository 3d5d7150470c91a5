package io.scaleproof.loadtest.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaleproof.loadtest.record.CouldNotRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnscaledTest {
    private final List<String> told = new ArrayList<>();
    private List<String> pods = List.of("a");
    private boolean atMinimum = true;
    private boolean stopped;
    private int measured;
    private int rested;

    @Test
    void whatStaysAsItIsIsMeasuredOnce() throws Exception {
        assertThat(unscaled().measure(pods -> measure()).millisPerRequest()).isEqualTo(1);

        assertThat(rested).isZero();
        assertThat(told).isEmpty();
    }

    @Test
    void podsThatCameMeanwhileMakeItMeasureAgainOnceTheyAreGone() throws Exception {
        Cost cost = unscaled().measure(_ -> {
            if (measured == 0) {
                pods = List.of("a", "b");
            }
            return measure();
        });

        assertThat(cost.millisPerRequest()).as("the second").isEqualTo(2);
        assertThat(rested).isEqualTo(1);
        assertThat(told).singleElement().asString().contains("scaled meanwhile");
    }

    @Test
    void soDoPodsThatAreWantedAndNotThereYet() throws Exception {
        Cost cost = unscaled().measure(_ -> {
            atMinimum = measured > 0;
            return measure();
        });

        assertThat(cost.millisPerRequest()).isEqualTo(2);
    }

    @Test
    void aServiceThatScalesEachTimeIsNotLoaded() {
        assertThatThrownBy(() -> unscaled().measure(_ -> {
                    atMinimum = false;
                    return measure();
                }))
                .isInstanceOfSatisfying(
                        CouldNotRun.class,
                        why -> assertThat(why.remedy()).contains("kubectl describe hpa", "--plan FILE"))
                .hasMessageContaining("each of the 3 times");
        assertThat(measured).isEqualTo(3);
        assertThat(rested).isEqualTo(2);
    }

    @Test
    void whoStopsDoesNotWait() throws Exception {
        unscaled().measure(_ -> {
            atMinimum = false;
            stopped = true;
            return measure();
        });

        assertThat(rested).isZero();
    }

    private Cost measure() {
        return Cost.declared(++measured);
    }

    private Unscaled unscaled() {
        return new Unscaled(
                () -> pods,
                () -> atMinimum,
                () -> {
                    rested++;
                    pods = List.of("a");
                    atMinimum = true;
                },
                () -> stopped,
                told::add);
    }
}
