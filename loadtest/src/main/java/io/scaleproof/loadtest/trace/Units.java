package io.scaleproof.loadtest.trace;

import io.scaleproof.loadtest.trace.Samples.Sample;

/** Turns what a column counts into requests per second. */
final class Units {
    private Units() {}

    static Samples perSecond(Samples samples, RateUnit unit) {
        double seconds = unit == RateUnit.COUNT ? Grid.stepMillis(samples) / 1e3 : unit.seconds();
        Samples converted = new Samples("row", samples.isDated());
        for (Sample sample : samples.all()) {
            converted.add(sample.row(), sample.millis(), sample.rate() / seconds);
        }
        samples.notes().forEach(converted::note);
        converted.note(
                unit == RateUnit.COUNT
                        ? "its numbers are requests per step: divided by %s s".formatted(Spans.number(seconds))
                        : "its numbers are requests per %s: divided by %d"
                                .formatted(unit == RateUnit.MINUTE ? "minute" : "hour", unit.seconds()));
        return converted;
    }
}
