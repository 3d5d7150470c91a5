package io.scaleproof.loadtest.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void aFractionIsSaidInPercentAsShortAsItIs() {
        assertThat(Words.percent(0)).isEqualTo("0 %");
        assertThat(Words.percent(0.005)).isEqualTo("0.5 %");
        assertThat(Words.percent(0.000_123_46)).isEqualTo("0.01235 %");
        assertThat(Words.percent(1)).isEqualTo("100 %");
    }

    @Test
    void aLimitBelowASecondIsSaidInMilliseconds() {
        assertThat(Words.within(Duration.ofMillis(999))).isEqualTo("within 999 ms");
        assertThat(Words.within(Duration.ofSeconds(1))).isEqualTo("within 1.0 s");
    }

    @Test
    void whatIsNotKnownExactlyIsSaidByItsEnds() {
        assertThat(Words.either(6, 6)).isEqualTo("6");
        assertThat(Words.either(6, 7)).isEqualTo("6 or 7");
        assertThat(Words.either(6, 8)).isEqualTo("6 to 8");
    }
}
