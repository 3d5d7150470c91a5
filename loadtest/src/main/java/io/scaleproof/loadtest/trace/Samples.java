package io.scaleproof.loadtest.trace;

import java.util.ArrayList;
import java.util.List;

/** What a reader found, row by row and as it stands there. */
final class Samples {
    /**
     * One.
     *
     * @param row where it stands, counted from 1, for messages
     * @param millis its time, in milliseconds since 1970 or since the trace's begin
     * @param rate requests per second; not a number where there was no value
     */
    record Sample(long row, long millis, double rate) {}

    private final List<Sample> all = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final String unit;
    private final boolean dated;

    /**
     * Nothing yet.
     *
     * @param unit what a row is called: row, or value
     * @param dated whether times are those of a calendar
     */
    Samples(String unit, boolean dated) {
        this.unit = unit;
        this.dated = dated;
    }

    void add(long row, long millis, double rate) {
        all.add(new Sample(row, millis, rate));
    }

    void note(String note) {
        notes.add(note);
    }

    List<Sample> all() {
        return all;
    }

    List<String> notes() {
        return notes;
    }

    boolean isDated() {
        return dated;
    }

    /** {@code row 7}. */
    String at(Sample sample) {
        return unit + " " + sample.row();
    }
}
