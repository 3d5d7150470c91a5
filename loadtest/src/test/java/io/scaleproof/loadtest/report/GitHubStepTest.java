package io.scaleproof.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Sample;
import io.scaleproof.loadtest.record.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubStepTest {
    @TempDir
    private Path folder;

    @Test
    void outsideAWorkflowThereIsNone() {
        assertThat(GitHubStep.of(Map.of())).isEmpty();
        assertThat(GitHubStep.of(Map.of("GITHUB_STEP_SUMMARY", ""))).isEmpty();
    }

    @Test
    void theSummaryHasARowForEveryClauseAndKeepsWhatEarlierStepsWrote() throws IOException {
        Files.writeString(file(), "earlier\n");

        step().tell(Sample.run());

        assertThat(file())
                .content()
                .startsWith("earlier\n### Scaleproof: ")
                .contains("| passed | enough pods ready | within 60 s | 38.2 s |")
                .contains(
                        "| **FAILED** | failed requests | at most 0 | 1 of 1,050<br>why: 1 connection refused by a pod that"
                                + " had been deleted<br>try: `let the pod drain on SIGTERM` |")
                .contains("| unknown | ");
    }

    @Test
    void theSummaryDrawsTheRunsCurvesAsText() throws IOException {
        step().tell(SampleRuns.good());

        assertThat(file())
                .content()
                .containsPattern("```\nrequests/s   [▁▂▃▄▅▆▇█]{60}  at most \\d+\n")
                .containsPattern("pods ready   ▂+▆+█+▂+  at most 6\n")
                .containsPattern(" 0 s +\\d+ s\n```\n");
        assertThat(Files.size(file())).isLessThan(1 << 20);
    }

    @Test
    void theSummaryHasPodsByTheirNodesWhereThereAreSeveral() throws IOException {
        step().tell(SampleRuns.onTwoNodes());

        assertThat(file())
                .content()
                .contains("\n\nPods by node:\n\n- worker-1: 3 pods, at most 3 at a time\n- worker-2: 3 pods, ")
                .contains(
                        "\n- failed: 5 to pods of node worker-1; 2 to pods of node worker-2, which stopped being Ready at 194.0 s\n");
    }

    @Test
    void ofOneNodeTheSummarySaysNothing() throws IOException {
        step().tell(SampleRuns.bad());

        assertThat(file()).content().doesNotContain("by node");
    }

    @Test
    void whatWasNotKeptIsAnErrorAndWhatCouldNotBeJudgedAWarning() throws IOException {
        assertThat(step().tell(Sample.run()))
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo(
                                "::error title=failed requests::required at most 0, actual 1 of 1,050: 1 connection refused by"
                                        + " a pod that had been deleted%0ATry: let the pod drain on SIGTERM"))
                .anySatisfy(line -> assertThat(line).startsWith("::warning title="))
                .hasSize(2);
    }

    @Test
    void aRunThatProvesNothingIsAWarningEvenIfEveryClauseWasKept() throws IOException {
        RunRecord run = Sample.run()
                .judged(RunOutcome.VOID, List.of(new Verdict.Passed("capacityWithin", "pods ready", "60 s", "38 s")));

        assertThat(step().tell(run))
                .containsExactly("::warning title=Scaleproof::Void: the load generator did not keep its schedule");
    }

    @Test
    void aRunThatCouldNotBeginSaysWhyAndWhatToTry() throws IOException {
        List<String> said = step().tell(new CouldNotRun("the HPA is blind", "minikube addons enable metrics-server"));

        assertThat(said)
                .containsExactly(
                        "::error title=Scaleproof could not run::the HPA is blind%0ATry: minikube addons enable"
                                + " metrics-server");
        assertThat(file()).content().contains("could not run", "the HPA is blind", "minikube addons enable");
    }

    @Test
    void whatWasMeasuredBreaksNeitherTableNorCommand() throws IOException {
        RunRecord run = Sample.run()
                .judged(
                        RunOutcome.FAILED,
                        List.of(new Verdict.Failed("a", "b: c, d", "100 %", "x|y", "two\nlines", "try\r\nit")));

        assertThat(step().tell(run))
                .containsExactly(
                        "::error title=b%3A c%2C d::required 100 %25, actual x|y: two%0Alines%0ATry: try%0D%0Ait");
        assertThat(file()).content().contains("| x\\|y<br>why: two<br>lines<br>try: `try");
    }

    private GitHubStep step() {
        return GitHubStep.of(Map.of("GITHUB_STEP_SUMMARY", file().toString())).orElseThrow();
    }

    private Path file() {
        return folder.resolve("summary.md");
    }
}
