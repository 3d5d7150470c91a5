package io.scaleproof.loadtest.trace;

import io.scaleproof.loadtest.trace.Samples.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Puts samples on an even grid. What can be mended without inventing traffic is mended and said; the rest is refused with
 * the row.
 */
final class Grid {
    /** A hundred days of seconds; more is a slip of the pen in some time. */
    static final int MOST_STEPS = 100 * 86_400;
    /** So many steps may be missing in a row before somebody has to say that they may be filled. */
    private static final int SHORT_GAP = 5;

    private Grid() {}

    /**
     * The trace.
     *
     * @param fillGaps whether gaps of any length are filled, too
     */
    static Trace of(String name, Samples samples, boolean fillGaps) {
        List<String> notes = new ArrayList<>(samples.notes());
        List<Sample> sorted = present(unique(sorted(samples, notes), samples, notes), samples, notes);
        if (sorted.size() < 2) {
            throw new IllegalArgumentException(
                    "it has %d rates; a trace takes two or more, or it is not known how long each holds"
                            .formatted(sorted.size()));
        }
        long step = typicalStep(sorted);
        requireShort(sorted, step);
        double[] rates = isEven(sorted, step)
                ? sorted.stream().mapToDouble(Sample::rate).toArray()
                : resampled(sorted, step, samples, notes, fillGaps);
        Optional<Instant> begin = samples.isDated()
                ? Optional.of(Instant.ofEpochMilli(sorted.getFirst().millis()))
                : Optional.empty();
        return new Trace(name, begin, Duration.ofMillis(step), rates, notes);
    }

    /** The step of samples as they stand, in milliseconds. */
    static long stepMillis(Samples samples) {
        List<Sample> sorted = new ArrayList<>(samples.all());
        sorted.sort(Comparator.comparingLong(Sample::millis));
        if (sorted.size() < 2) {
            throw new IllegalArgumentException("one row alone does not say how long a step is. Give two or more");
        }
        return typicalStep(sorted);
    }

    private static List<Sample> sorted(Samples samples, List<String> notes) {
        List<Sample> all = new ArrayList<>(samples.all());
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).millis() < all.get(i - 1).millis()) {
                notes.add("%s is earlier than the one before it: sorted by time".formatted(samples.at(all.get(i))));
                all.sort(Comparator.comparingLong(Sample::millis));
                return all;
            }
        }
        return all;
    }

    private static List<Sample> unique(List<Sample> sorted, Samples samples, List<String> notes) {
        List<Sample> unique = new ArrayList<>();
        int doubled = 0;
        String first = "";
        for (Sample sample : sorted) {
            if (unique.isEmpty() || unique.getLast().millis() != sample.millis()) {
                unique.add(sample);
            } else if (Double.compare(unique.getLast().rate(), sample.rate()) == 0) {
                first = doubled++ == 0 ? samples.at(sample) : first;
            } else {
                throw new IllegalArgumentException(
                        "%s has the same time as %s and another rate (%s, %s). Which one holds? Leave one out, or add them up"
                                .formatted(
                                        samples.at(sample),
                                        samples.at(unique.getLast()),
                                        sample.rate(),
                                        unique.getLast().rate()));
            }
        }
        if (doubled > 0) {
            notes.add("%d rows stand there twice, first %s: counted once".formatted(doubled, first));
        }
        return unique;
    }

    private static List<Sample> present(List<Sample> unique, Samples samples, List<String> notes) {
        List<Sample> present = new ArrayList<>();
        Optional<Sample> missing = Optional.empty();
        for (Sample sample : unique) {
            if (Double.isNaN(sample.rate())) {
                missing = missing.or(() -> Optional.of(sample));
            } else if (sample.rate() < 0) {
                throw new IllegalArgumentException(
                        "%s: the rate is %s. No traffic is below 0; was a counter subtracted that began anew? rate() in Prometheus knows about that"
                                .formatted(samples.at(sample), sample.rate()));
            } else if (Double.isInfinite(sample.rate())) {
                throw new IllegalArgumentException("%s: the rate is %s".formatted(samples.at(sample), sample.rate()));
            } else {
                present.add(sample);
            }
        }
        missing.ifPresent(first -> notes.add("%d rows have no rate, first %s: taken as a gap"
                .formatted(unique.size() - present.size(), samples.at(first))));
        return present;
    }

    /** The middle one of all. */
    private static long typicalStep(List<Sample> sorted) {
        long[] steps = new long[sorted.size() - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = sorted.get(i + 1).millis() - sorted.get(i).millis();
        }
        Arrays.sort(steps);
        return Math.max(1, steps[(steps.length - 1) / 2]);
    }

    private static boolean isEven(List<Sample> sorted, long step) {
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).millis() - sorted.get(i - 1).millis() != step) {
                return false;
            }
        }
        return true;
    }

    private static void requireShort(List<Sample> sorted, long step) {
        long steps = (sorted.getLast().millis() - sorted.getFirst().millis()) / step;
        if (steps > MOST_STEPS) {
            throw new IllegalArgumentException(
                    "it would have %,d steps of %s, and %,d is the most. Is one of its times wrong? Else average it in the query, or by --trace-step"
                            .formatted(steps, Spans.words(Duration.ofMillis(step)), MOST_STEPS));
        }
    }

    /** Each rate holds until the next; over gaps it goes in a straight line. */
    private static double[] resampled(
            List<Sample> sorted, long step, Samples samples, List<String> notes, boolean fillGaps) {
        long begin = sorted.getFirst().millis();
        int size = Math.toIntExact(Math.ceilDiv(sorted.getLast().millis() - begin + step, step));
        double[] amount = new double[size];
        int gaps = 0;
        int filled = 0;
        int uneven = 0;
        String firstGap = "";
        for (int i = 0; i < sorted.size(); i++) {
            Sample sample = sorted.get(i);
            long end = i + 1 < sorted.size() ? sorted.get(i + 1).millis() : sample.millis() + step;
            long length = end - sample.millis();
            long missing = Math.round((double) length / step) - 1;
            if (missing >= 1) {
                gaps++;
                filled += (int) missing;
                Sample next = sorted.get(i + 1);
                String where = "%s, %s without a rate"
                        .formatted(samples.at(next), Spans.words(Duration.ofMillis(length - step)));
                firstGap = gaps == 1 ? where : firstGap;
                if (missing > SHORT_GAP && !fillGaps) {
                    throw new IllegalArgumentException(
                            "before %s. Cut the trace there, or say --fill-gaps to have it filled in a straight line"
                                    .formatted(where));
                }
                for (long part = 0; part <= missing; part++) {
                    long from = sample.millis() + length * part / (missing + 1);
                    long to = sample.millis() + length * (part + 1) / (missing + 1);
                    double rate = sample.rate() + (next.rate() - sample.rate()) * part / (missing + 1);
                    spread(amount, from - begin, to - begin, rate, step);
                }
            } else {
                spread(amount, sample.millis() - begin, end - begin, sample.rate(), step);
            }
            uneven += length % step != 0 ? 1 : 0;
        }
        if (gaps > 0) {
            notes.add("%d gaps (%d steps) were filled in a straight line, first before %s"
                    .formatted(gaps, filled, firstGap));
        }
        if (uneven > 0) {
            notes.add("its times are not evenly spaced: put on steps of %s, each rate holding until the next"
                    .formatted(Spans.words(Duration.ofMillis(step))));
        }
        for (int i = 0; i < size; i++) {
            amount[i] /= step;
        }
        // The last step is only as long as what is known of it.
        long covered = (sorted.getLast().millis() - begin + step) - (long) (size - 1) * step;
        amount[size - 1] *= (double) step / covered;
        return amount;
    }

    private static void spread(double[] amount, long from, long to, double rate, long step) {
        for (long at = from; at < to; ) {
            int slot = (int) (at / step);
            long until = Math.min(to, (slot + 1L) * step);
            if (slot < amount.length) {
                amount[slot] += rate * (until - at);
            }
            at = until;
        }
    }
}
