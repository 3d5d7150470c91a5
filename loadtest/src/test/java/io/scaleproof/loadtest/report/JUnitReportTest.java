package io.scaleproof.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Sample;
import io.scaleproof.loadtest.record.Verdict;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class JUnitReportTest {

    @Test
    void everyClauseIsATestCase() throws Exception {
        Element suite = parse(Sample.run());

        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(3);
    }

    @Test
    void aBrokenClauseSaysRequiredActualReasonAndRemedy() throws Exception {
        Element failure =
                (Element) parse(Sample.run()).getElementsByTagName("failure").item(0);

        assertThat(failure.getAttribute("message")).isEqualTo("required at most 0, actual 1 of 1,050");
        assertThat(failure.getTextContent())
                .isEqualTo("1 connection refused by a pod that had been deleted%nChange: let the pod drain on SIGTERM"
                        .formatted());
    }

    @Test
    void aVoidRunIsAnErrorEvenIfEveryClauseWasKept() throws Exception {
        RunRecord run = Sample.run()
                .judged(RunOutcome.VOID, List.of(new Verdict.Passed("capacityWithin", "pods ready", "60 s", "38 s")));

        Element suite = parse(run);

        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(((Element) suite.getElementsByTagName("error").item(0)).getAttribute("message"))
                .isEqualTo("void");
    }

    @Test
    void aRunThatCouldNotBeginIsOneErrorWithItsRemedy() throws Exception {
        Element suite =
                parse(JUnitReport.of(new CouldNotRun("the HPA is blind", "minikube addons enable metrics-server")));

        assertThat(suite.getAttribute("tests")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("error").item(0).getTextContent())
                .contains("the HPA is blind", "minikube addons enable metrics-server");
    }

    @Test
    void whatWasMeasuredIsEscaped() throws Exception {
        RunRecord run = Sample.run()
                .judged(
                        RunOutcome.FAILED,
                        List.of(new Verdict.Failed("a<b", "\"title\"", "<1", "2 & 3", "]]>", "<x/>")));

        Element failure = (Element) parse(run).getElementsByTagName("failure").item(0);

        assertThat(failure.getAttribute("message")).isEqualTo("required <1, actual 2 & 3");
    }

    private static Element parse(RunRecord run) throws Exception {
        return parse(JUnitReport.of(run));
    }

    private static Element parse(String report) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(report)))
                .getDocumentElement();
    }
}
