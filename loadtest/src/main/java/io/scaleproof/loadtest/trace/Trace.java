package io.scaleproof.loadtest.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Requests per second over time, in even steps; a rate holds for its whole step. */
public final class Trace {
    private final String name;
    private final Optional<Instant> begin;
    private final Duration step;
    private final double[] rates;
    private final List<String> notes;

    /**
     * A trace.
     *
     * @param name where it comes from, for people
     * @param begin its first moment on the wall clock, where known
     * @param step how long each rate holds
     * @param rates requests per second
     * @param notes what was mended in it, a line each
     * @throws IllegalArgumentException when it is empty or a rate is no number from 0 up
     */
    public Trace(String name, Optional<Instant> begin, Duration step, double[] rates, List<String> notes) {
        this.name = name;
        this.begin = begin;
        this.step = step;
        this.rates = rates.clone();
        this.notes = List.copyOf(notes);
        if (rates.length == 0 || !step.isPositive()) {
            throw new IllegalArgumentException("%s has no traffic in it".formatted(name));
        }
        for (int i = 0; i < rates.length; i++) {
            if (!Double.isFinite(rates[i]) || rates[i] < 0) {
                throw new IllegalArgumentException(
                        "%s, step %d: a rate is a number from 0 up, and this is %s".formatted(name, i + 1, rates[i]));
            }
        }
    }

    public String name() {
        return name;
    }

    public Optional<Instant> begin() {
        return begin;
    }

    public Duration step() {
        return step;
    }

    /** Number of steps. */
    public int steps() {
        return rates.length;
    }

    /** Requests per second in step {@code i}, counted from 0. */
    public double rate(int i) {
        return rates[i];
    }

    /** What was mended, a line each. */
    public List<String> notes() {
        return notes;
    }

    public Duration length() {
        return step.multipliedBy(rates.length);
    }

    /** The most requests per second of any step. */
    public double peak() {
        return Arrays.stream(rates).max().orElse(0);
    }

    public double mean() {
        return Arrays.stream(rates).average().orElse(0);
    }

    /** All requests. */
    public double requests() {
        return mean() * length().toNanos() / 1e9;
    }

    /** The same with every rate multiplied by {@code factor}. */
    public Trace scaled(double factor) {
        return new Trace(
                name,
                begin,
                step,
                Arrays.stream(rates).map(rate -> rate * factor).toArray(),
                notes);
    }

    /** The same rates in less time: a day at speed 60 lasts 24 minutes. */
    public Trace faster(double speed) {
        return speed == 1
                ? this
                : new Trace(name, begin, Duration.ofNanos(Math.round(step.toNanos() / speed)), rates, notes);
    }

    /** The same in steps of {@code several} steps each, with the mean of their rates; a rest that fills none is left out. */
    public Trace averaged(int several) {
        if (several <= 1) {
            return this;
        }
        if (several > rates.length) {
            throw new IllegalArgumentException("%s lasts %s, which does not fill one step of %s"
                    .formatted(name, Spans.words(length()), Spans.words(step.multipliedBy(several))));
        }
        double[] means = new double[rates.length / several];
        for (int i = 0; i < means.length; i++) {
            means[i] = Arrays.stream(rates, i * several, (i + 1) * several)
                    .average()
                    .orElseThrow();
        }
        return new Trace(name, begin, step.multipliedBy(several), means, notes);
    }

    /** The same with more to say of it. */
    public Trace noting(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new Trace(name, begin, step, rates, all);
    }

    /** One line: where it comes from, how long, how much. */
    public String words() {
        return "%s: %s in steps of %s, %s requests, %s/s on average, %s/s at most"
                .formatted(
                        name,
                        Spans.words(length()),
                        Spans.words(step),
                        Spans.number(requests()),
                        Spans.number(mean()),
                        Spans.number(peak()));
    }
}
