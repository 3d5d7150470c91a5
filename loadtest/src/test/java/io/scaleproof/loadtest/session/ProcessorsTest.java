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

    private void look(long second, double load) {
        processors.look(Duration.ofSeconds(second), load);
    }
}
