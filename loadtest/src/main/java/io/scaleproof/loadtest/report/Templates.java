package io.scaleproof.loadtest.report;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;

/** Fills the templates beside this class. Every value is escaped; a value that a template misses is an error. */
final class Templates {
    private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/";

    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .escapeHTML(true)
            .withLoader(name -> new StringReader(text(name + ".html")))
            .withCollector(new OptionalsAsLists());

    private Templates() {}

    /** A section is filled once for an Optional with a value, and not at all for an empty one. */
    private static final class OptionalsAsLists extends DefaultCollector {
        @Override
        public Iterator<?> toIterator(Object value) {
            return value instanceof Optional<?> optional ? optional.stream().iterator() : super.toIterator(value);
        }
    }

    private record Layout(
            String title,
            String version,
            String note,
            String html,
            String data,
            String css,
            String js,
            String chartCss,
            String chartJs,
            String chartLicence) {}

    /**
     * A whole page.
     *
     * @param template fills the page's body, from {@code view}
     * @param note what the page's foot adds
     * @param data the charts' data as JSON
     */
    static String page(String title, String version, String note, String template, Object view, String data) {
        // Within a script element only the end of that element means anything to HTML.
        String inert = data.replace("<", "\\u003c");
        return fill(
                "layout",
                new Layout(
                        title,
                        version,
                        note,
                        fill(template, view),
                        inert,
                        text("report.css"),
                        text("report.js"),
                        text(CHARTS + "dist/uPlot.min.css"),
                        text(CHARTS + "dist/uPlot.iife.min.js"),
                        text(CHARTS + "LICENSE").strip()));
    }

    private static String fill(String template, Object view) {
        return COMPILER.compile(text(template + ".html")).execute(view);
    }

    private static String text(String resource) {
        try (InputStream stream = Templates.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("The resource %s is not on the class path".formatted(resource));
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
