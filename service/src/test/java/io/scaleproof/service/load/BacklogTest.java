package io.scaleproof.service.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Half a second of CPU may be outstanding, for one burner. */
class BacklogTest {
    private static final Duration REQUEST = Duration.ofMillis(25);

    private final Backlog backlog = new Backlog(Duration.ofMillis(500), 1);

    @Test
    void acceptsUntilAsMuchIsOutstandingAsMayBe() {
        for (int i = 0; i < 20; i++) {
            assertThat(backlog.refusal()).isEmpty();
            assertThat(backlog.add(REQUEST)).isEmpty();
        }
        assertThat(backlog.refusal()).isPresent();
        assertThat(backlog.add(REQUEST))
                .hasValue(
                        "500 ms of CPU are still to be burned, which is all that may wait here; try again in a second");
    }

    @Test
    void hasRoomAgainOnceABurnIsOver() {
        for (int i = 0; i < 20; i++) {
            backlog.add(REQUEST);
        }
        backlog.remove(REQUEST);
        assertThat(backlog.add(REQUEST)).isEmpty();
        assertThat(backlog.add(REQUEST)).isPresent();
    }

    @Test
    void acceptsNothingBehindABurnThatTakesLongerThanMayBeWaited() {
        assertThat(backlog.add(Duration.ofSeconds(5))).isEmpty();
        assertThat(backlog.add(Duration.ofMillis(1))).isPresent();
        assertThat(backlog.isLong()).as("nobody waits").isFalse();
    }

    @Test
    void acceptsAnyBurnWhileABurnerIsFree() {
        var two = new Backlog(Duration.ofMillis(500), 2);
        assertThat(two.add(Duration.ofSeconds(5))).isEmpty();
        assertThat(two.add(Duration.ofSeconds(5))).isEmpty();
        assertThat(two.add(Duration.ofMillis(1))).isPresent();
    }

    @Test
    void isLongFromTheHalfOnWhenSomebodyWaits() {
        for (int i = 0; i < 10; i++) {
            backlog.add(REQUEST);
            assertThat(backlog.isLong()).isFalse();
        }
        backlog.add(REQUEST);
        assertThat(backlog.isLong()).isTrue();
    }
}
