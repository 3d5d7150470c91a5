package io.scaleproof.loadtest.export;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One time series of Prometheus' kind.
 *
 * @param labels by name, in the order that remote write asks for; {@code __name__} among them
 */
record Series(SortedMap<String, String> labels) {
    Series {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** A metric with these labels and one more each for a name and its value. */
    static Series of(String metric, Map<String, String> common, String... more) {
        SortedMap<String, String> labels = new TreeMap<>(common);
        labels.put("__name__", metric);
        for (int i = 0; i < more.length; i += 2) {
            labels.put(more[i], more[i + 1]);
        }
        return new Series(labels);
    }

    Sample at(long millis, double value) {
        return new Sample(this, millis, Double.doubleToRawLongBits(value));
    }

    /** From here on there is no value: without it, queries show the last one for five minutes more. */
    Sample endAt(long millis) {
        return new Sample(this, millis, Sample.STALE);
    }
}
