package io.scaleproof.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CounterPollTest {
    @Test
    void manyPodsAreAskedMoreSeldomAndPodsAtRestToo() {
        assertThat(CounterPoll.turns(false, 0)).isEqualTo(1);
        assertThat(CounterPoll.turns(false, 100)).isEqualTo(1);
        assertThat(CounterPoll.turns(false, 101)).isEqualTo(2);
        assertThat(CounterPoll.turns(true, 10)).isEqualTo(3);
        assertThat(CounterPoll.turns(true, 500)).isEqualTo(5);
    }
}
