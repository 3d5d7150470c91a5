package io.scaleproof.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StallsTest {
    /** The clock may be about to overflow. */
    private static final long ZERO = Long.MAX_VALUE - millis(5_000);

    private final Stalls stalls = new Stalls(ZERO);

    @Test
    void aThreadThatIsWokenInTimeShowsNoStall() {
        for (int wake = 1; wake <= 100; wake++) {
            stalls.awake(at(wake * 60L));
        }
        assertThat(stalls.since(ZERO, at(6_000))).isEmpty();
    }

    @Test
    void aThreadThatIsWokenLateShowsWhenAndForHowLong() {
        stalls.awake(at(10));
        stalls.awake(at(3_220));
        stalls.awake(at(3_230));
        assertThat(stalls.since(ZERO, at(3_235))).containsExactly(new Stall(at(20), millis(3_200)));
    }

    @Test
    void whoIsWokenBeforeTheThreadSeesTheStallToo() {
        stalls.awake(at(10));
        assertThat(stalls.since(ZERO, at(3_220))).containsExactly(new Stall(at(20), millis(3_200)));
    }

    @Test
    void whatWasOverBeforeIsLeftOut() {
        stalls.awake(at(1_010));
        stalls.awake(at(2_020));
        stalls.awake(at(5_030));
        assertThat(stalls.since(at(2_020), at(5_030))).containsExactly(new Stall(at(2_030), millis(3_000)));
        assertThat(stalls.since(at(2_019), at(5_030))).hasSize(2);
    }

    @Test
    void onlyWhatLiesBetweenTheTwoTimesCounts() {
        Stall stall = new Stall(at(100), millis(300));
        assertThat(stall.overlapNanos(at(0), at(1_000))).isEqualTo(millis(300));
        assertThat(stall.overlapNanos(at(200), at(250))).isEqualTo(millis(50));
        assertThat(stall.overlapNanos(at(0), at(150))).isEqualTo(millis(50));
        assertThat(stall.overlapNanos(at(350), at(900))).isEqualTo(millis(50));
        assertThat(stall.overlapNanos(at(400), at(900))).isZero();
        assertThat(stall.overlapNanos(at(0), at(100))).isZero();
    }

    @Test
    void aDeadlineInAStallOrSoonAfterItIsTheStallsFault() {
        Stall stall = new Stall(at(4_000), millis(1_000));
        assertThat(stall.spoils(at(0), at(4_000))).isTrue();
        assertThat(stall.spoils(at(0), at(4_999))).isTrue();
        assertThat(stall.spoils(at(0), at(6_000))).isTrue();
    }

    @Test
    void aDeadlineBeforeAStallOrLongAfterItIsTheServices() {
        Stall stall = new Stall(at(4_000), millis(1_000));
        assertThat(stall.spoils(at(0), at(3_999))).isFalse();
        assertThat(stall.spoils(at(0), at(6_001))).isFalse();
    }

    @Test
    void aRequestThatWasDueAfterAStallIsTheServicesHoweverSoonItsDeadline() {
        assertThat(new Stall(at(0), millis(12_000)).spoils(at(12_000), at(22_000)))
                .isFalse();
    }

    @Test
    void itsWordsGiveItsLength() {
        assertThat(new Stall(0, millis(3_210)).words()).isEqualTo("the generator stood still for 3.2 s");
        assertThat(new Stall(0, millis(60)).words()).isEqualTo("the generator stood still for 60 ms");
        assertThat(new Stall(0, millis(12_340)).words()).isEqualTo("the generator stood still for 12.3 s");
    }

    private static long at(long millis) {
        return ZERO + millis(millis);
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
