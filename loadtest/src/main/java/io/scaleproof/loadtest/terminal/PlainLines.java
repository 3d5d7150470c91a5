package io.scaleproof.loadtest.terminal;

import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.MetricFigure;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Plain lines for logs and pipes: one whenever stage, pods or failures change, and one every ten seconds at least, but not
 * more than one a second.
 */
public final class PlainLines implements Progress {
    private static final long SECONDS_BETWEEN = 10;

    private final PrintStream out;
    private List<Object> lastShown = List.of();
    private long lastAt = -SECONDS_BETWEEN;

    public PlainLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void say(String line) {
        out.println(line);
    }

    @Override
    public void begin(Plan plan) {
        out.println("plan     %s: %s".formatted(plan.name(), plan.purpose()));
    }

    @Override
    public void decided(Decision decision) {
        out.println("%5d s  %s".formatted(decision.at().toSeconds(), words(decision)));
    }

    static String words(Decision decision) {
        String why = decision.explanation().isEmpty()
                ? ""
                : ": " + decision.explanation().getFirst();
        String age = decision.metric()
                .flatMap(MetricFigure::ageWords)
                .map(" (%s)"::formatted)
                .orElse("");
        return "HPA %d -> %d%s%s".formatted(decision.from(), decision.to(), why, age);
    }

    @Override
    public void second(Snapshot now) {
        List<Object> shown =
                List.of(now.stage(), now.cluster().ready(), now.cluster().wanted(), now.failed());
        // After a stall the seconds that were missed come at once.
        long second = now.at().toSeconds();
        if (second >= lastAt + SECONDS_BETWEEN || (second > lastAt && !shown.equals(lastShown))) {
            out.println(line(now));
            lastShown = shown;
            lastAt = second;
        }
    }

    static String line(Snapshot now) {
        return String.format(
                Locale.ROOT,
                "%5d s  %-10s %4d/s  p99 %8s  failed %d of %d  %s  pods %d ready of %d",
                now.at().toSeconds(),
                now.stage(),
                now.rate(),
                now.p99(),
                now.failed(),
                now.requests(),
                now.measured(),
                now.cluster().ready(),
                now.cluster().wanted());
    }

    @Override
    public void close() {
        out.flush();
    }
}
