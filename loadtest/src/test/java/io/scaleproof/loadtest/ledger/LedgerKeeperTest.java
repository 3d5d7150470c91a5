package io.scaleproof.loadtest.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaleproof.loadtest.load.LoadLog;
import io.scaleproof.loadtest.load.Outcome;
import io.scaleproof.loadtest.load.Shot;
import io.scaleproof.loadtest.record.FailedRequest;
import io.scaleproof.loadtest.record.GivenPod;
import io.scaleproof.loadtest.record.Ledger;
import io.scaleproof.loadtest.record.PodLife;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerKeeperTest {
    private static final PodLife LEFT =
            pod("left", 10).deleted(100).terminated(106).life();
    private static final PodLife STAYED = pod("stayed", 0).life();

    @Test
    void aFailureIsJoinedToTheLifeOfThePodThatItNames() {
        FailedRequest entry = entry(101, Optional.of("left"));
        assertThat(entry.pod()).contains("left");
        assertThat(entry.podLife())
                .contains("created 91.0 s before, ready 88.0 s before, deleted 1.0 s before, terminated 5.0 s after");
    }

    /** A StatefulSet gives a pod's name to the next one. */
    @Test
    void aNameThatAnotherPodHadBeforeMeansTheOneThatWasThereThen() {
        PodLife next = pod("left", 200).life();
        LoadLog log = new LoadLog(Duration.ofSeconds(10));
        log.done(failed(101, Optional.of("left")));
        log.done(failed(250, Optional.of("left")));

        assertThat(new LedgerKeeper(List.of(LEFT, next)).read(log).entries())
                .extracting(entry -> entry.podLife().orElse(""))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("created 91.0 s before"),
                        second -> assertThat(second).startsWith("created 50.0 s before"));
    }

    @Test
    void aFailureWithoutAPodNamesThoseThatWereLeavingThen() {
        assertThat(entry(101, Optional.empty()).podLife()).contains("being deleted then: left");
        assertThat(entry(107, Optional.empty()).podLife()).contains("being deleted then: left");
    }

    @Test
    void aFailureAwayFromAnyDeletionNamesNobody() {
        assertThat(entry(50, Optional.empty()).podLife()).isEmpty();
        assertThat(entry(109, Optional.empty()).podLife()).isEmpty();
    }

    @Test
    void entriesAreInTheOrderInWhichRequestsWereDue() {
        LoadLog log = new LoadLog(Duration.ofSeconds(10));
        log.done(failed(20, Optional.empty()));
        log.done(failed(10, Optional.empty()));
        assertThat(new LedgerKeeper(List.of()).read(log).entries())
                .extracting(FailedRequest::at)
                .containsExactly(seconds(10), seconds(20));
    }

    @Test
    void whatTheGeneratorSpoiltIsKeptApartWithItsReasonAndChargedToNobody() {
        LoadLog log = new LoadLog(Duration.ofSeconds(10));
        log.done(shot(
                seconds(20).toNanos(), new Outcome.Spoilt(Outcome.Step.WAIT, "the generator stood still for 3.2 s")));
        Ledger ledger = new LedgerKeeper(List.of(LEFT)).read(log);
        assertThat(ledger.failed()).isZero();
        assertThat(ledger.requests()).isZero();
        assertThat(ledger.entries()).isEmpty();
        assertThat(ledger.spoilt())
                .containsExactly(new FailedRequest(
                        seconds(20),
                        Duration.ZERO,
                        "quiet",
                        "the generator stood still for 3.2 s",
                        "wait",
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void withoutFailuresTheBoundIsTheRuleOfThree() {
        Ledger ledger = new Ledger(3_000, 0, List.of());
        assertThat(ledger.upperBound95()).isCloseTo(0.001, within(1e-12));
        // (1 - p)^N is then 5 %.
        assertThat(Math.pow(1 - ledger.upperBound95(), 3_000)).isCloseTo(0.05, within(0.001));
    }

    private static FailedRequest entry(long at, Optional<String> pod) {
        LoadLog log = new LoadLog(Duration.ofSeconds(10));
        log.done(failed(at, pod));
        return new LedgerKeeper(List.of(LEFT, STAYED)).read(log).entries().getFirst();
    }

    private static Shot failed(long at, Optional<String> pod) {
        long nanos = seconds(at).toNanos();
        return shot(nanos, new Outcome.Failed(Outcome.Step.WAIT, "connection reset", pod));
    }

    private static Shot shot(long nanos, Outcome outcome) {
        return new Shot("quiet", nanos, nanos, nanos, 0, outcome);
    }

    private static GivenPod pod(String name, long created) {
        return GivenPod.pod(name, created)
                .started(created + 1)
                .ready(created + 3)
                .served(seconds(created + 3), 10);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
