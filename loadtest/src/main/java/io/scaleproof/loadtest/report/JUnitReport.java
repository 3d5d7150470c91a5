package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Verdict;
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
    private final String suite;
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private JUnitReport(String name) throws XMLStreamException {
        this.suite = "scaleproof." + name;
        this.xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
    }

    /** The XML of {@code run}. */
    public static String of(RunRecord run) {
        try {
            return new JUnitReport(run.plan().name()).written(run);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A text in memory could not be written", e);
        }
    }

    /** The XML of a run that could not begin. */
    public static String of(CouldNotRun why) {
        try {
            return new JUnitReport("loadtest").written(why);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A text in memory could not be written", e);
        }
    }

    private String written(RunRecord run) throws XMLStreamException {
        boolean judged = !run.outcome().isUnjudged();
        begin();
        xml.writeAttribute("timestamp", run.started().toString());
        xml.writeAttribute("time", seconds(run));
        count(
                run.verdicts().size() + (judged ? 0 : 1),
                kinds(run, Verdict.Failed.class),
                kinds(run, Verdict.Unknown.class) + (judged ? 0 : 1));
        if (!judged) {
            unjudged(word(run.outcome()), run.reason().orElse("it was interrupted"));
        }
        for (Verdict verdict : run.verdicts()) {
            verdict(verdict);
        }
        return finished();
    }

    private String written(CouldNotRun why) throws XMLStreamException {
        begin();
        count(1, 0, 1);
        unjudged(word(RunOutcome.COULD_NOT_RUN), "%s%nTry: %s".formatted(why.getMessage(), why.remedy()));
        return finished();
    }

    private void begin() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        line(0);
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", suite);
    }

    private void count(long tests, long failures, long errors) throws XMLStreamException {
        xml.writeAttribute("tests", Long.toString(tests));
        xml.writeAttribute("failures", Long.toString(failures));
        xml.writeAttribute("errors", Long.toString(errors));
        xml.writeAttribute("skipped", "0");
    }

    private String finished() throws XMLStreamException {
        line(0);
        xml.writeEndElement();
        line(0);
        xml.writeEndDocument();
        return text.toString();
    }

    private static String word(RunOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void unjudged(String message, String reason) throws XMLStreamException {
        start("the run itself");
        problem("error", message, reason);
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
        xml.writeAttribute("classname", suite);
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

    private static long kinds(RunRecord run, Class<? extends Verdict> kind) {
        return run.verdicts().stream().filter(kind::isInstance).count();
    }

    private static String seconds(RunRecord run) {
        return String.format(Locale.ROOT, "%.3f", run.length().toMillis() / 1e3);
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
