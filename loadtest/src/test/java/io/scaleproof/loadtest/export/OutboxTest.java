package io.scaleproof.loadtest.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Series SERIES = Series.of("up", Map.of());

    private final Outbox outbox = new Outbox();

    @Test
    void whereThereIsNoRoomTheOldestGoAndAreMissing() {
        outbox.add(samples(0, 50_000));
        outbox.add(samples(50_000, 50_003));

        assertThat(outbox.first(1)).extracting(Sample::millis).containsExactly(3L);
        assertThat(outbox.added()).isEqualTo(50_003);
        outbox.sent(outbox.first(50_000));
        assertThat(outbox.missing()).isEqualTo(3);
    }

    @Test
    void whatHadToGoWhileItWasBeingSentIsNotTakenFromOthers() {
        outbox.add(samples(0, 50_000));
        List<Sample> sending = outbox.first(2);
        outbox.add(samples(50_000, 50_001));
        outbox.sent(sending);

        assertThat(outbox.first(1)).extracting(Sample::millis).containsExactly(2L);
    }

    @Test
    void whatWaitsOrWasRefusedIsMissing() {
        outbox.add(samples(0, 5));
        outbox.refused(outbox.first(2));
        outbox.sent(outbox.first(1));

        assertThat(outbox.missing()).isEqualTo(2 + 2);
    }

    private static List<Sample> samples(long from, long to) {
        return LongStream.range(from, to).mapToObj(at -> SERIES.at(at, 1)).toList();
    }
}
