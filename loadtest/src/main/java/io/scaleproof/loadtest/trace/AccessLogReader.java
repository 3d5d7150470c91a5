package io.scaleproof.loadtest.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the lines of an access log per second, in the common log format and those that begin like it (combined, nginx's
 * default): {@code host ident user [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 2326 ...}. Lines are written when a
 * request ends and need not be in order.
 *
 * <p>Form: https://httpd.apache.org/docs/current/logs.html#common
 */
final class AccessLogReader implements TraceReader {
    private static final Pattern LINE =
            Pattern.compile("\\S+ \\S+ .*?\\[(\\d{2}/\\w{3}/\\d{4}:\\d{2}:\\d{2}:\\d{2} [+-]\\d{4})] .*");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);
    /** More lines than this part that are none means that it is no access log. */
    private static final double STRANGE = 0.01;

    @Override
    public boolean recognizes(String begin) {
        return LINE.matcher(begin).matches();
    }

    @Override
    public Samples read(BufferedReader text, Hints hints) throws IOException {
        TreeMap<Long, Integer> counts = new TreeMap<>();
        long row = 0;
        long strange = 0;
        long firstStrange = 0;
        String firstText = "";
        Clock clock = new Clock();
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            row++;
            if (line.isBlank()) {
                continue;
            }
            long second = clock.second(line);
            if (second == Clock.NONE) {
                firstStrange = strange == 0 ? row : firstStrange;
                firstText = strange == 0 ? line : firstText;
                strange++;
            } else {
                counts.merge(second, 1, Integer::sum);
            }
        }
        if (counts.isEmpty() || strange > row * STRANGE) {
            throw new IllegalArgumentException(
                    "%d of %d lines are no requests in common log format, first row %d: '%s'. A line is like 10.0.0.1 - - [02/Mar/2026:08:00:00 +0000] \"GET / HTTP/1.1\" 200 512"
                            .formatted(strange, row, firstStrange, Quoted.of(firstText)));
        }
        Samples samples = new Samples("second", true);
        if (strange > 0) {
            samples.note("%d of %d lines are no requests and were left out, first row %d"
                    .formatted(strange, row, firstStrange));
        }
        long first = counts.firstKey();
        long last = counts.lastKey();
        // The last second may have been cut off.
        for (Map.Entry<Long, Integer> count : counts.entrySet()) {
            fill(samples, first, count.getKey());
            samples.add(count.getKey() - first + 1, count.getKey() * 1_000, count.getValue());
        }
        samples.note("counted per second from %s lines over %s"
                .formatted(Spans.number((double) row), Spans.words(java.time.Duration.ofSeconds(last - first + 1))));
        return samples;
    }

    /** A second without a line had no request. */
    private static void fill(Samples samples, long first, long until) {
        long next = samples.all().isEmpty() ? until : samples.all().getLast().millis() / 1_000 + 1;
        if (until - next > Grid.MOST_STEPS) {
            throw new IllegalArgumentException(
                    "between two lines of it lie %s without any request. Cut the log to the time that is to be looked at"
                            .formatted(Spans.words(java.time.Duration.ofSeconds(until - next))));
        }
        for (long second = next; second < until; second++) {
            samples.add(second - first + 1, second * 1_000, 0);
        }
    }

    /** Reads a line's time; most lines have the same as the line before. */
    private static final class Clock {
        static final long NONE = Long.MIN_VALUE;
        private String lastText = "";
        private long lastSecond = NONE;

        long second(String line) {
            Matcher found = LINE.matcher(line);
            if (!found.matches()) {
                return NONE;
            }
            String text = found.group(1);
            if (!text.equals(lastText)) {
                try {
                    lastSecond = OffsetDateTime.parse(text, TIME).toEpochSecond();
                } catch (DateTimeException e) {
                    lastSecond = NONE;
                }
                lastText = text;
            }
            return lastSecond;
        }
    }
}
