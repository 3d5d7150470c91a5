package io.scaleproof.loadtest.contract;

import static io.scaleproof.loadtest.contract.Runs.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.FailedRequest;
import io.scaleproof.loadtest.record.Ledger;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Verdict;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailuresTest {

    @Test
    void aFractionIsJudgedOfAllRequests() {
        assertThat(rate(4, 1_000, 0.004)).isInstanceOf(Verdict.Passed.class);
        assertThat(rate(5, 1_000, 0.004))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.actual()).isEqualTo("0.5 %"));
    }

    @Test
    void ofFailuresThatAMachineWithoutAProcessorExplainsThoseBeyondTheLimitAreForgiven() {
        // 5 of 1,000 failed, 2 of them for want of time: 3 are the service's.
        assertThat(starved("HTTP 503", 0.003)).isInstanceOf(Verdict.Unknown.class);
        assertThat(starved("HTTP 503", 0.002)).isInstanceOf(Verdict.Failed.class);
        assertThat(starved("HTTP 500", 0.003)).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void withoutAnyRequestNothingIsProven() {
        assertThat(rate(0, 0, 0))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.reason()).isEqualTo("no request was sent"));
    }

    private static Verdict rate(int failed, long requests, double limit) {
        return judge(
                good().run(), new Ledger(requests, failed, Collections.nCopies(failed, failed(20, "HTTP 500"))), limit);
    }

    private static Verdict starved(String error, double limit) {
        List<FailedRequest> failed = List.of(
                failed(20, "HTTP 500"),
                failed(20, "HTTP 503"),
                failed(21, "HTTP 500"),
                failed(50, error),
                failed(51, error));
        return judge(good().starved(45, 60).run(), new Ledger(1_000, 5, failed), limit);
    }

    private static Verdict judge(RunRecord run, Ledger ledger, double limit) {
        return new Failures(ledger, new Doubts(run), new Causes(run))
                .rate(new Clause("failedRateAtMost", "failed fraction", "at most"), limit);
    }

    private static FailedRequest failed(long at, String error) {
        return new FailedRequest(
                Duration.ofSeconds(at),
                Duration.ofMillis(20),
                "surge",
                error,
                "answer",
                Optional.empty(),
                Optional.empty());
    }
}
