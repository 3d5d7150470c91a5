package io.scaleproof.loadtest.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecordedTraceTest {
    private static final double VIEWS_OF_THE_WEEK = 230_734_375;

    @Test
    void theWeekHasTheViewsThatItHad() {
        Trace week = RecordedTrace.WIKIPEDIA_WEEK.trace();

        assertThat(week.length()).isEqualTo(Duration.ofDays(7));
        // Lines through the middles of hours cut the heights off a little.
        assertThat(week.requests()).isCloseTo(VIEWS_OF_THE_WEEK, within(VIEWS_OF_THE_WEEK * 0.005));
    }

    @Test
    void onTuesdayAfternoonACrowdComes() {
        Trace day = RecordedTrace.WIKIPEDIA_DAY.trace();

        assertThat(day.length()).isEqualTo(Duration.ofDays(1));
        assertThat(day.peak()).isCloseTo(3_214_970 / 3_600.0, within(5.0));
        assertThat(day.rate(16 * 60 + 30)).as("half past four").isCloseTo(day.peak(), within(5.0));
        assertThat(day.rate(0)).as("night").isLessThan(day.peak() / 10);
    }

    @Test
    void isFoundByTheNameThatOneTypes() {
        assertThat(RecordedTrace.named("wikipedia-day")).contains(RecordedTrace.WIKIPEDIA_DAY);
        assertThat(RecordedTrace.named("wikipedia")).isEmpty();
        assertThat(RecordedTrace.names()).isEqualTo("wikipedia-day, wikipedia-week");
    }
}
