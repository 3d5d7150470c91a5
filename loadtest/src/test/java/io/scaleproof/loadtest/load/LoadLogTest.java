package io.scaleproof.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.record.IdleRaces;
import io.scaleproof.loadtest.record.RequestCount;
import io.scaleproof.loadtest.record.SecondSample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadLogTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private final LoadLog log = new LoadLog(Duration.ofSeconds(10));

    @Test
    void aRequestBelongsToTheSecondInWhichItWasDue() {
        accept(served(900 * MILLI, 900 * MILLI, 1_400 * MILLI));
        List<SecondSample> seconds = log.seconds();
        assertThat(seconds.getFirst().succeeded()).isEqualTo(1);
        assertThat(seconds.getFirst().inFlight()).isEqualTo(1);
    }

    @Test
    void aRequestIsCountedWhenItLeavesAndNotOnlyWhenItIsAnswered() {
        log.due("surge", 0);
        assertThat(log.seconds().getFirst().scheduled()).isEqualTo(1);
        assertThat(log.ended()).isZero();
    }

    @Test
    void latencyCountsFromWhenARequestWasDue() {
        accept(served(0, 300 * MILLI, 310 * MILLI));
        assertThat(log.total().p50Millis()).isCloseTo(310, within(1.0));
        assertThat(log.health(Duration.ofMillis(50)).lateMaxMillis()).isCloseTo(300, within(1.0));
    }

    @Test
    void aStalledServiceShowsInEverySecondItStalled() {
        accept(served(100 * MILLI, 100 * MILLI, 3 * SECOND + 200 * MILLI));
        assertThat(log.seconds()).extracting(SecondSample::inFlight).containsExactly(1L, 1L, 1L);
    }

    @Test
    void aSecondIsSettledOnceAllOfItsRequestsHaveComeToTheirEnd() {
        log.begun("surge", 0);
        log.due("surge", 100 * MILLI);
        log.due("surge", SECOND + 100 * MILLI);
        log.done(served(SECOND + 100 * MILLI, SECOND + 100 * MILLI, SECOND + 130 * MILLI));
        assertThat(log.settled(0, Duration.ofSeconds(4))).isEmpty();

        log.done(served(100 * MILLI, 100 * MILLI, 3 * SECOND));
        assertThat(log.settled(0, Duration.ofSeconds(4)))
                .extracting(SecondSample::at, SecondSample::scheduled, SecondSample::succeeded)
                .containsExactly(
                        tuple(Duration.ZERO, 1L, 1L),
                        tuple(Duration.ofSeconds(1), 1L, 1L),
                        tuple(Duration.ofSeconds(2), 0L, 0L),
                        tuple(Duration.ofSeconds(3), 0L, 0L));
        assertThat(log.settled(3, Duration.ofMillis(4_900))).hasSize(1);
        assertThat(log.settled(4, Duration.ofMillis(4_900))).isEmpty();
    }

    /** A worker that is lost never tells what became of its requests. */
    @Test
    void aSecondWhoseTimeoutIsLongOverIsSettledWhateverIsMissing() {
        log.begun("surge", 0);
        log.due("surge", 100 * MILLI);
        assertThat(log.settled(0, Duration.ofSeconds(15))).isEmpty();
        assertThat(log.settled(0, Duration.ofSeconds(17)))
                .extracting(SecondSample::scheduled)
                .startsWith(1L, 0L);
    }

    @Test
    void beforeTheFirstStageNothingIsSettled() {
        assertThat(log.settled(0, Duration.ofSeconds(4))).isEmpty();
    }

    @Test
    void failuresAreCountedAndKept() {
        accept(shot(0, 0, MILLI, new Outcome.Failed(Outcome.Step.CONNECT, "connection refused", Optional.empty())));
        assertThat(log.failed()).isEqualTo(1);
        assertThat(log.ended()).isEqualTo(1);
        assertThat(log.failures()).hasSize(1);
        assertThat(log.seconds().getFirst().failed()).isEqualTo(1);
    }

    @Test
    void whatCouldNotLeaveIsTheGeneratorsFaultAndNotTheServices() {
        accept(shot(0, 0, MILLI, new Outcome.NotSent("too many open files")));
        assertThat(log.failed()).isZero();
        assertThat(log.ended()).isZero();
        assertThat(log.health(Duration.ofMillis(50)).sent()).isZero();
        assertThat(log.seconds()).extracting(SecondSample::notSent).containsExactly(1L);
    }

    @Test
    void whatTheGeneratorSpoiltIsInItsSecondAndNeitherFailedNorEnded() {
        accept(shot(0, 0, 10 * SECOND, new Outcome.Spoilt(Outcome.Step.WAIT, "the generator stood still for 3.2 s")));
        assertThat(log.failed()).isZero();
        assertThat(log.ended()).isZero();
        assertThat(log.spoilt()).hasSize(1);
        assertThat(log.seconds().getFirst().spoilt()).isEqualTo(1);
        assertThat(log.seconds().getFirst().isSound(50)).isFalse();
    }

    @Test
    void aLatencyMeasuredAcrossAStandstillIsShownAndItsSecondMarked() {
        long stalled = 300 * MILLI;
        accept(new Shot("surge", 0, 0, 350 * MILLI, stalled, new Outcome.Served(200, Optional.empty())));
        SecondSample second = log.seconds().getFirst();
        assertThat(second.latency().p50Millis()).isCloseTo(350, within(1.0));
        assertThat(second.lateMillis()).isEqualTo(300);
        assertThat(second.isSound(50)).isFalse();
    }

    @Test
    void aServiceThatAnswersLateMakesNoSecondLate() {
        accept(served(0, 0, 9 * SECOND));
        assertThat(log.seconds().getFirst().lateMillis()).isZero();
        assertThat(log.seconds().getFirst().isSound(50)).isTrue();
    }

    @Test
    void theStageThatRunsIsKnownInASecondWithoutARequest() {
        log.begun("surge", 0);
        accept(served(100 * MILLI, 100 * MILLI, 200 * MILLI));
        log.begun("quiet", SECOND);
        assertThat(log.lastWholeSecond(Duration.ofMillis(1_100)).orElseThrow())
                .extracting(SecondSample::stage, SecondSample::scheduled)
                .containsExactly("surge", 1L);
        assertThat(log.lastWholeSecond(Duration.ofMillis(2_100)).orElseThrow())
                .extracting(SecondSample::stage, SecondSample::scheduled)
                .containsExactly("quiet", 0L);
    }

    @Test
    void inTheSecondOfAChangeTheNewStageRuns() {
        log.begun("surge", 0);
        accept(served(1_200 * MILLI, 1_200 * MILLI, 1_300 * MILLI));
        log.begun("quiet", 1_500 * MILLI);
        assertThat(log.lastWholeSecond(Duration.ofMillis(2_100)).orElseThrow())
                .extracting(SecondSample::stage, SecondSample::scheduled)
                .containsExactly("quiet", 1L);
        assertThat(log.seconds()).extracting(SecondSample::stage).containsExactly("surge");
    }

    @Test
    void noStageRunsBeforeTheFirst() {
        log.begun("surge", 5 * SECOND);
        assertThat(log.lastWholeSecond(Duration.ofMillis(1_100))).isEmpty();
    }

    @Test
    void aPodsFirstAnswerIsItsEarliestWhateverTheOrderOfArrival() {
        accept(served(SECOND, SECOND, 2 * SECOND));
        accept(served(0, 0, SECOND));
        assertThat(log.pods()).containsEntry("one", new LoadLog.PodAnswers(Duration.ofSeconds(1), 2));
    }

    @Test
    void aSecondThatCanGetNoMoreAnswersKeepsItsSummary() {
        accept(served(0, 0, 20 * MILLI));
        accept(served(60 * SECOND, 60 * SECOND, 60 * SECOND + 40 * MILLI));
        assertThat(log.seconds().getFirst().latency().p50Millis()).isCloseTo(20, within(0.1));
        accept(served(500 * MILLI, 500 * MILLI, 520 * MILLI));
        assertThat(log.seconds().getFirst().succeeded()).isEqualTo(2);
    }

    @Test
    void eachRequestIsCountedByItsNameAndWhatNeverLeftIsNot() {
        accept(named("GET /a", new Outcome.Served(200, Optional.empty())));
        accept(named("GET /b", new Outcome.Failed(Outcome.Step.WAIT, "HTTP 500", Optional.empty())));
        accept(named("GET /a", new Outcome.Failed(Outcome.Step.WAIT, "HTTP 500", Optional.empty())));
        accept(named("GET /a", new Outcome.NotSent("no port")));

        assertThat(log.requests()).containsExactly(new RequestCount("GET /a", 2, 1), new RequestCount("GET /b", 1, 1));
    }

    @Test
    void keptConnectionsThatWereGoneAreCounted() {
        assertThat(log.idleRaces()).isEmpty();
        Outcome.Served served = new Outcome.Served(200, Optional.empty());
        Outcome.Failed failed =
                new Outcome.Failed(Outcome.Step.WAIT, "connection closed by the server", Optional.empty());
        accept(new Shot("surge", 0, 0, MILLI, 0, served, new Passage("GET /a", Optional.empty(), true, false)));
        accept(new Shot("surge", 0, 0, MILLI, 0, failed, new Passage("GET /a", Optional.empty(), false, true)));
        accept(new Shot("surge", 0, 0, MILLI, 0, failed, new Passage("GET /a", Optional.empty(), true, false)));

        assertThat(log.idleRaces()).contains(new IdleRaces(1, 2));
        assertThat(log.failed()).isEqualTo(2);
    }

    @Test
    void anAnswerThatNamesNoPodIsCountedByTheAddressThatItCameFrom() {
        Passage passage = new Passage("GET /a", Optional.of("10.0.0.7"), false, false);
        Outcome.Failed busy = new Outcome.Failed(Outcome.Step.ANSWER, "HTTP 503", Optional.empty());
        accept(new Shot("surge", 0, 0, MILLI, 0, new Outcome.Served(200, Optional.empty()), passage));
        accept(new Shot("surge", 0, 0, 2 * MILLI, 0, busy, passage));
        accept(new Shot("surge", 0, 0, MILLI, 0, new Outcome.Served(200, Optional.of("one")), passage));

        assertThat(log.pods())
                .containsOnly(
                        Map.entry("10.0.0.7", new LoadLog.PodAnswers(Duration.ofMillis(1), 2)),
                        Map.entry("one", new LoadLog.PodAnswers(Duration.ofMillis(1), 1)));
    }

    private static Shot named(String request, Outcome outcome) {
        return new Shot("surge", 0, 0, MILLI, 0, outcome, new Passage(request));
    }

    private void accept(Shot shot) {
        log.due(shot.stage(), shot.dueNanos());
        log.done(shot);
    }

    private static Shot served(long due, long sent, long done) {
        return shot(due, sent, done, new Outcome.Served(200, Optional.of("one")));
    }

    private static Shot shot(long due, long sent, long done, Outcome outcome) {
        return new Shot("surge", due, sent, done, 0, outcome);
    }
}
