package io.scaleproof.loadtest.need;

import static io.scaleproof.loadtest.need.Planted.planted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnsweredTest {

    @Test
    void requestsCountInTheSecondInWhichTheyAreAnswered() {
        Answered answered = answered(planted().stage("load", 10, 20).waiting(9, 30));

        assertThat(between(answered, 5, 9)).isEqualTo(40);
        assertThat(between(answered, 5, 10)).isEqualTo(20);
        assertThat(between(answered, 9, 15)).isEqualTo(60);
        assertThat(answered.inFlight(Duration.ofMillis(9_500))).isEqualTo(30);
    }

    @Test
    void aPartOfASecondCountsAsAPart() {
        Answered answered = answered(planted().stage("load", 10, 20));

        assertThat(answered.between(Duration.ofMillis(2_500), Duration.ofMillis(4_750)))
                .isCloseTo(22.5, within(1e-9));
    }

    @Test
    void whatFailedIsNotAnswered() {
        assertThat(between(answered(planted().stage("load", 10, 20).failed(7, 4)), 5, 10))
                .isEqualTo(46);
    }

    @Test
    void beforeTheFirstSecondAndAfterTheLastNothingIsAnswered() {
        Answered answered = answered(planted().stage("load", 10, 20));

        assertThat(between(answered, -30, 0)).isZero();
        assertThat(between(answered, 19, 60)).isEqualTo(10);
        assertThat(answered.inFlight(Duration.ofSeconds(-3))).isZero();
    }

    @Test
    void theKindOfRequestsIsKnownWhereThereWasOne() {
        Answered answered = answered(
                planted().stage("load", 10, 20, 25).stage("nothing", 0, 20, 40).stage("light", 5, 20, 1));

        assertThat(answered.kind(Duration.ofSeconds(5), Duration.ofSeconds(30))).hasValue(25);
        assertThat(answered.kind(Duration.ofSeconds(22), Duration.ofSeconds(50)))
                .hasValue(1);
        assertThat(answered.kind(Duration.ofSeconds(5), Duration.ofSeconds(45))).isEmpty();
        assertThat(answered.kind(Duration.ofSeconds(22), Duration.ofSeconds(30)))
                .isEmpty();
    }

    private static Answered answered(Planted planted) {
        Evidence evidence = planted.evidence();
        return new Answered(evidence.seconds(), evidence.stages());
    }

    private static double between(Answered answered, long from, long to) {
        return answered.between(Duration.ofSeconds(from), Duration.ofSeconds(to));
    }
}
