package io.scaleproof.loadtest.terminal;

import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.record.Decision;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Plain lines of a load that is only watched, between whatever its sender prints: one whenever what the HPA measures, wants or
 * has changes, and one a minute.
 */
public final class WatchLines implements Progress {
    private static final long SECONDS_BETWEEN = 60;

    private final PrintStream out;
    private List<Object> lastShown = List.of();
    private long lastAt = -SECONDS_BETWEEN;

    public WatchLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void say(String line) {
        out.println(line);
    }

    @Override
    public void begin(Plan plan) {
        throw new IllegalStateException("Nothing is sent by plan " + plan.name() + ": the load is only watched");
    }

    @Override
    public void decided(Decision decision) {
        out.println("%5d s  %s".formatted(decision.at().toSeconds(), PlainLines.words(decision)));
    }

    @Override
    public void second(Snapshot now) {
        List<Object> shown = List.of(now.cluster().ready(), now.cluster().wanted(), now.measured());
        long second = now.at().toSeconds();
        if (second >= lastAt + SECONDS_BETWEEN || !shown.equals(lastShown)) {
            out.println(line(now));
            lastShown = shown;
            lastAt = second;
        }
    }

    private static String line(Snapshot now) {
        return String.format(
                Locale.ROOT,
                "%5d s  %s  pods %d ready of %d",
                now.at().toSeconds(),
                now.measured(),
                now.cluster().ready(),
                now.cluster().wanted());
    }

    @Override
    public void close() {
        out.flush();
    }
}
