package io.scaleproof.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompareReportTest {

    @Test
    void namesTheSettingThatWasChangedAndNoOther() {
        String page = CompareReport.of(SampleRuns.bad(), SampleRuns.good());

        assertThat(page)
                .contains("<td>scale up</td><td>window 0 s, 2 pods per 45 s, tolerance 10 %</td>"
                        + "<td class=\"changed\">window 0 s, 900 % per 15 s, tolerance 10 %</td>")
                .doesNotContain("<td>scale down</td>");
    }

    @Test
    void tellsWhichVerdictsBecameBetter() {
        assertThat(CompareReport.of(SampleRuns.bad(), SampleRuns.good()))
                .contains("3 verdicts are better, 0 worse")
                .contains("<td class=\"better\">better</td>");
    }

    @Test
    void tellsWhichVerdictsBecameWorse() {
        assertThat(CompareReport.of(SampleRuns.good(), SampleRuns.bad())).contains("0 verdicts are better, 3 worse");
    }

    @Test
    void saysSoWhenNothingThatItKnowsOfWasChanged() {
        assertThat(CompareReport.of(SampleRuns.good(), SampleRuns.good()))
                .contains("No setting and no version that the reports hold differs");
    }

    @Test
    void showsPodsByNodeWhereARunHadSeveral() {
        assertThat(CompareReport.of(SampleRuns.bad(), SampleRuns.onTwoNodes()))
                .contains(
                        "<td>pods by node</td><td>–</td><td class=\"changed\">worker-1: 3 pods, at most 3 at a time. worker-2: 3 pods");
        assertThat(CompareReport.of(SampleRuns.bad(), SampleRuns.good())).doesNotContain("pods by node");
    }

    @Test
    void drawsBothRunsOnOneAxis() {
        assertThat(CompareReport.of(SampleRuns.bad(), SampleRuns.good()))
                .contains("\"label\":\"before\"")
                .contains("\"label\":\"after\"")
                .contains("id=\"chart-pods\"");
    }
}
