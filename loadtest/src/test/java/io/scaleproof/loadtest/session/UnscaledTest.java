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
    void aServiceThatScalesEachTimeIsMeasuredTwiceAndAtRestBeforeTheLoad() throws Exception {
        Cost cost = unscaled().measure(_ -> {
            atMinimum = false;
            return measure();
        });

        assertThat(cost.millisPerRequest()).isEqualTo(2);
        assertThat(rested).isEqualTo(2);
        assertThat(told).hasSize(2).last().asString().contains("scaled again");
    }

    @Test
    void whatCannotBeMeasuredWhilePodsChangeIsMeasuredAgain() throws Exception {
        Cost cost = unscaled().measure(_ -> {
            if (measured++ == 0) {
                pods = List.of("b");
                throw new CouldNotRun("The pod's CPU counter stopped answering", "wait");
            }
            return Cost.declared(25);
        });

        assertThat(cost.millisPerRequest()).isEqualTo(25);
    }

    @Test
    void whatCannotBeMeasuredOfAServiceAtRestIsSaid() {
        assertThatThrownBy(() -> unscaled().measure(_ -> {
                    throw new CouldNotRun("A request costs nothing", "say what it costs");
                }))
                .hasMessage("A request costs nothing");
        assertThat(rested).isZero();
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
