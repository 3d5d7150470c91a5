package io.scaleproof.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Sample;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.simulate.Scenarios;
import io.scaleproof.loadtest.trials.Watched;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final Pattern LOADED = Pattern.compile("(?i)(src|href)\\s*=\\s*[\"'](?!data:)|@import|url\\(");

    @Test
    void verdictsStandBeforeCharts() {
        String page = HtmlReport.of(SampleRuns.bad());

        assertThat(page).contains("6 of 9 clauses of the contract were kept");
        assertThat(page.indexOf("<h2>Verdicts</h2>")).isPositive().isLessThan(page.indexOf("id=\"chart-load\""));
    }

    @Test
    void aBrokenClauseNamesItsReasonAndTheSettingToChange() {
        String page = HtmlReport.of(SampleRuns.bad());

        assertThat(page)
                .contains("✗ failed")
                .contains("4 x connection refused, 3 x connection reset")
                .contains("<b>Change:</b> pulumi config set scaleUpPolicies 10pods/15s");
    }

    @Test
    void aPredictionThatFailedIsMarked() {
        assertThat(HtmlReport.of(SampleRuns.bad()))
                .contains("class=\"decision off\"")
                .contains("(predicted 2, and the HPA, which measured 6 %, did otherwise)")
                .contains("predicts 12 of 13 syncs (92.3 %), and 3 of the 4 changes");
    }

    @Test
    void withoutFailuresTheLedgerStatesTheBound() {
        RunRecord run = SampleRuns.good();

        assertThat(HtmlReport.of(run))
                .contains("None of 1,324 requests failed")
                .contains("with 95 % confidence it is below 3/N, which is 0.227 %");
    }

    @Test
    void whatTheGeneratorSpoiltIsSaidApart() {
        assertThat(HtmlReport.of(Sample.run()))
                .contains("1 of 1,051 requests failed")
                .contains("1 more was cut off by the load generator&#39;s own standstill, charged to nobody")
                .contains("<dd>1 request could not leave, 1 request cut off by a standstill from 15 s to 16 s</dd>");
        assertThat(HtmlReport.of(SampleRuns.good())).doesNotContain("standstill", "second by second");
    }

    @Test
    void aPredictionIsNotTakenForAMeasurement() {
        assertThat(HtmlReport.of(Scenarios.surge()))
                .contains("prediction of a load test, not a measurement")
                .contains("Simulated on 24 November 2026");
        assertThat(HtmlReport.of(SampleRuns.good())).doesNotContain("not a measurement");
    }

    @Test
    void theClustersEventsAreListed() {
        assertThat(HtmlReport.of(SampleRuns.good()))
                .contains("3 events of the cluster, no warning among them")
                .contains("<td>HorizontalPodAutoscaler scaleproof</td>");
    }

    @Test
    void whatCouldNotBeSeenIsSaid() {
        assertThat(HtmlReport.of(Sample.run()))
                .contains("<li>nodes: forbidden")
                .contains("<li>pods: not watched from 150.0 s to 152.0 s, the API server went away");
        assertThat(HtmlReport.of(SampleRuns.good())).doesNotContain("What could not be seen");
    }

    @Test
    void whatSomebodyChangedIsSaid() {
        assertThat(HtmlReport.of(Sample.run()))
                .contains("<li>changed: the HPA by somebody at 45.4 s: maxReplicas 10 -&gt; 3");
    }

    @Test
    void everyValueIsEscaped() {
        String evil = "</script><img src=x onerror=alert(1)>\"'&";
        RunRecord run = Sample.run()
                .judged(RunOutcome.FAILED, List.of(new Verdict.Failed(evil, evil, evil, evil, evil, evil)))
                .explained(Sample.run().decisions().stream()
                        .map(decision -> new io.scaleproof.loadtest.record.Decision(
                                decision.at(),
                                decision.from(),
                                decision.to(),
                                decision.utilizationPercent(),
                                decision.predicted(),
                                decision.brake(),
                                List.of(evil, evil)))
                        .toList());

        assertThat(HtmlReport.of(run))
                .doesNotContain("<img")
                .contains("&lt;/script&gt;&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;&quot;&#39;&amp;");
    }

    @Test
    void podsStandByTheNodesThatTheyWereOnWhereThereAreSeveral() {
        String page = HtmlReport.of(SampleRuns.onTwoNodes());

        assertThat(page)
                .contains("by the node that it was on")
                .containsOnlyOnce("<p class=\"node\">worker-1: 3 pods, at most 3 at a time</p>")
                .containsOnlyOnce(
                        "<p class=\"node\">worker-2: 3 pods, at most 3 at a time; stopped being Ready at 194.0 s</p>")
                .contains("<td>scaleproof-4 on worker-2 ")
                .contains(" By node: ");
        assertThat(page.indexOf("worker-1: 3 pods")).isLessThan(page.indexOf("worker-2: 3 pods"));
        assertThat(page.indexOf("title=\"scaleproof-3\"")).isLessThan(page.indexOf("worker-2: 3 pods"));
    }

    @Test
    void ofOneNodeNothingIsSaid() {
        assertThat(HtmlReport.of(SampleRuns.bad())).doesNotContain("class=\"node\"", "by the node", "By node");
    }

    @Test
    void nothingIsLoadedFromElsewhere() {
        String page = HtmlReport.of(SampleRuns.good());

        assertThat(page).contains("default-src 'none'");
        assertThat(LOADED.matcher(withoutScripts(page)).find()).isFalse();
    }

    @Test
    void theChartsLicenceIsKept() {
        assertThat(HtmlReport.of(SampleRuns.good()))
                .contains("The MIT License (MIT)")
                .contains("Leon Sorokin")
                .contains("https://github.com/leeoniya/uPlot (v1.6.30)");
    }

    @Test
    void aRunThatCouldNotBeJudgedIsShownToo() {
        RunRecord run = Sample.run().judged(RunOutcome.VOID, List.of());

        assertThat(HtmlReport.of(run)).contains("Void:").contains("There are none: the run came to no end");
    }

    private static String withoutScripts(String page) {
        return page.replaceAll("(?s)<script.*?</script>", "");
    }

    @Test
    void aWatchedLoadsReportShowsWhatItsToolSaidAndNothingOfRequestsThatWereNeverSent() {
        String page = HtmlReport.of(Watched.of(SampleRuns.good()));

        assertThat(page)
                .contains("Watched, with a load that somebody else sent.")
                .contains("id=\"chart-pods\"", "id=\"chart-cpu\"")
                .doesNotContain("id=\"chart-latency\"", "Ledger of failed requests", "Reaction time, taken apart");
    }
}
