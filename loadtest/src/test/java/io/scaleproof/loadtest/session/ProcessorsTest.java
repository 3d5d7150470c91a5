package io.scaleproof.loadtest.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.WatchHealth.Starved;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessorsTest {
    private final Processors processors = new Processors();

    @Test
    void whatIsBusyForThreeSecondsIsStarved() {
        look(1, 0.4);
        look(2, 0.96);
        look(3, 1);
        look(4, 0.95);
        look(5, 0.94);

        assertThat(processors.starved()).containsExactly(new Starved(Duration.ofSeconds(1), Duration.ofSeconds(4)));
    }

    @Test
    void aShorterTimeIsTheStacksOwnDoing() {
        look(1, 0.4);
        look(2, 1);
        look(3, 1);
        look(4, 0.5);
        look(5, 1);

        assertThat(processors.starved()).isEmpty();
    }

    @Test
    void whatIsNotKnownIsNotBusy() {
        for (int second = 1; second < 10; second++) {
            look(second, -1);
        }

        assertThat(processors.starved()).isEmpty();
    }

    @Test
    void whatNeitherLoadTestNorPodsUseDisturbsThem() {
        look(1, 0.35, 0.3);
        look(2, 0.75, 0.3);
        look(3, 0.6, 0.3);
        look(4, 0.7, 0.3);
        look(5, 0.59, 0.3);

        assertThat(processors.disturbed()).containsExactly(new Starved(Duration.ofSeconds(1), Duration.ofSeconds(4)));
        assertThat(processors.starved()).isEmpty();
    }

    @Test
    void aLoadOfTheirOwnDoesNot() {
        for (int second = 1; second < 10; second++) {
            look(second, 0.9, 0.8);
        }

        assertThat(processors.disturbed()).isEmpty();
    }

    private void look(long second, double load) {
        look(second, load, load);
    }

    private void look(long second, double load, double ours) {
        processors.look(Duration.ofSeconds(second), load, ours);
    }
}
