package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.run.RunOutcome;
import io.scaleproof.loadtest.run.RunRecord;
import io.scaleproof.loadtest.run.Verdict;
import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A run as JUnit XML, which every build server reads: a test case per clause of the contract. What could not be judged is
 * an error and not a skipped test, because nothing is proven by it.
 */
public final class JUnitReport {
    private final RunRecord run;
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private JUnitReport(RunRecord run) throws XMLStreamException {
        this.run = run;
        this.xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
    }

    /** The XML of {@code run}. */
    public static String of(RunRecord run) {
        try {
            var report = new JUnitReport(run);
            report.write();
            return report.text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A text in memory could not be written", e);
        }
    }

    private void write() throws XMLStreamException {
        boolean judged = !unjudged();
        xml.writeStartDocument("UTF-8", "1.0");
        line(0);
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "scaleproof." + run.plan().name());
        xml.writeAttribute("timestamp", run.started().toString());
        xml.writeAttribute("time", seconds());
        xml.writeAttribute("tests", Integer.toString(run.verdicts().size() + (judged ? 0 : 1)));
        xml.writeAttribute("failures", Long.toString(count(Verdict.Failed.class)));
        xml.writeAttribute("errors", Long.toString(count(Verdict.Unknown.class) + (judged ? 0 : 1)));
        xml.writeAttribute("skipped", "0");
        if (!judged) {
            unjudgedRun();
        }
        for (Verdict verdict : run.verdicts()) {
            verdict(verdict);
        }
        line(0);
        xml.writeEndElement();
        line(0);
        xml.writeEndDocument();
    }

    private boolean unjudged() {
        return run.outcome() == RunOutcome.VOID
                || run.outcome() == RunOutcome.COULD_NOT_RUN
                || run.outcome() == RunOutcome.INTERRUPTED;
    }

    private void unjudgedRun() throws XMLStreamException {
        start("the run itself");
        problem(
                "error",
                run.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                run.reason().orElse("it was interrupted"));
        end();
    }

    private void verdict(Verdict verdict) throws XMLStreamException {
        start("%s: %s".formatted(verdict.clause(), verdict.title()));
        switch (verdict) {
            case Verdict.Passed passed -> {
                line(2);
                xml.writeStartElement("system-out");
                xml.writeCharacters("required %s, actual %s".formatted(passed.required(), passed.actual()));
                xml.writeEndElement();
            }
            case Verdict.Failed failed ->
                problem(
                        "failure",
                        "required %s, actual %s".formatted(failed.required(), failed.actual()),
                        "%s%nChange: %s".formatted(failed.reason(), failed.remedy()));
            case Verdict.Unknown unknown ->
                problem(
                        "error",
                        "required %s, could not be judged".formatted(unknown.required()),
                        "%s%nChange: %s".formatted(unknown.reason(), unknown.remedy()));
        }
        end();
    }

    private void start(String name) throws XMLStreamException {
        line(1);
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "scaleproof." + run.plan().name());
        xml.writeAttribute("name", name);
        xml.writeAttribute("time", "0");
    }

    private void problem(String element, String message, String text) throws XMLStreamException {
        line(2);
        xml.writeStartElement(element);
        xml.writeAttribute("message", message);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private void end() throws XMLStreamException {
        line(1);
        xml.writeEndElement();
    }

    private long count(Class<? extends Verdict> kind) {
        return run.verdicts().stream().filter(kind::isInstance).count();
    }

    private String seconds() {
        return String.format(Locale.ROOT, "%.3f", run.length().toMillis() / 1e3);
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
