package io.scaleproof.loadtest.trace;

import java.util.Arrays;

/** The formats that traces come in: the one place where a reader is registered. */
public enum TraceFormat {
    /** A Prometheus range query's answer. */
    prometheus("a Prometheus range query's answer (JSON)") {
        @Override
        TraceReader reader() {
            return new PrometheusReader();
        }
    },
    /** Access logs in common or combined format. */
    log("an access log in common or combined format, counted per second") {
        @Override
        TraceReader reader() {
            return new AccessLogReader();
        }
    },
    /** Times and rates. */
    csv("rows of time,rate") {
        @Override
        TraceReader reader() {
            return new CsvReader();
        }
    };

    private final String words;

    TraceFormat(String words) {
        this.words = words;
    }

    abstract TraceReader reader();

    public String words() {
        return words;
    }

    /** The first that knows a text by its begin; CSV where none does, whose reader then says what is wrong. */
    static TraceFormat of(String begin) {
        return Arrays.stream(values())
                .filter(format -> format.reader().recognizes(begin))
                .findFirst()
                .orElse(csv);
    }
}
