package io.scaleproof.loadtest.terminal;

import io.scaleproof.loadtest.run.HpaSettings;
import io.scaleproof.loadtest.watch.ClusterState;
import java.io.PrintStream;
import java.util.Locale;

/** One plain line a second: for logs and pipes. */
public final class PlainLines implements Progress {
    private final PrintStream out;

    public PlainLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void say(String line) {
        out.println(line);
    }

    @Override
    public void stage(String name) {
        // The lines carry the stage's name.
    }

    @Override
    public void second(Snapshot now) {
        out.println(line(now));
    }

    static String line(Snapshot now) {
        ClusterState cluster = now.cluster();
        return String.format(
                Locale.ROOT,
                "%5d s  %-10s %5d/s  p99 %6.0f ms  failed %d of %d  cpu %s  pods %d ready of %d",
                now.at().toSeconds(),
                now.stage(),
                now.rate(),
                now.p99Millis(),
                now.failed(),
                now.requests(),
                cpu(cluster),
                cluster.ready(),
                cluster.wanted());
    }

    private static String cpu(ClusterState cluster) {
        String actual =
                cluster.utilizationPercent().map(percent -> percent + " %").orElse("?");
        String target = cluster.settings().stream()
                .flatMap(settings -> settings.metrics().stream())
                .findFirst()
                .map(HpaSettings.Metric::target)
                .map(percent -> String.format(Locale.ROOT, "%.0f %%", percent))
                .orElse("?");
        return actual + "/" + target;
    }

    @Override
    public void close() {
        out.flush();
    }
}
