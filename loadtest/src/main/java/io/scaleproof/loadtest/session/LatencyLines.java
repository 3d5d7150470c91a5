package io.scaleproof.loadtest.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines in which a load tool sums up its latencies: k6 ({@code http_req_duration...: avg=... p(95)=...}), vegeta
 * ({@code Latencies [min, mean, ...]}), wrk and hey ({@code 99% ...}), Gatling ({@code response time 99th percentile}), oha.
 * They are kept as they are, because each tool means its own by them.
 */
final class LatencyLines {
    private static final Pattern SUMMARY = Pattern.compile(
            "p\\(\\d|latenc(y|ies)\\b.*\\d|http_req_duration|http_req_failed|\\b\\d\\d(\\.\\d+)?%.*\\d ?(m|u|\u00b5)?s(ecs)?\\b"
                    + "|percentile|success\\b.*\\d",
            Pattern.CASE_INSENSITIVE);
    /** Colours and cursor movements. */
    private static final Pattern CONTROL = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]|\\r");

    private static final int AT_MOST = 20;
    private static final int LONGEST = 200;

    private final Deque<String> lines = new ArrayDeque<>();

    /** Takes a line; the last ones that look like a summary are kept. */
    synchronized void read(String line) {
        String plain = CONTROL.matcher(line).replaceAll("").strip();
        if (plain.length() <= LONGEST && SUMMARY.matcher(plain).find()) {
            lines.addLast(plain);
            if (lines.size() > AT_MOST) {
                lines.removeFirst();
            }
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
