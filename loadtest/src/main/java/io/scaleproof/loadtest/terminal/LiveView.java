package io.scaleproof.loadtest.terminal;

import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.plan.Stage;
import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.HpaSettings;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One screen that is drawn anew every second, in place, so that nothing scrolls. */
public final class LiveView implements Progress {
    private static final int WIDTH = 78;
    private static final int HISTORY = 52;
    private static final int CHANGES = 5;
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String ERASE_BELOW = "\u001b[J";

    private final PrintStream out;
    private final Deque<Snapshot> history = new ArrayDeque<>();
    private final LastChanges changes = new LastChanges(CHANGES);
    private Optional<Plan> plan = Optional.empty();
    private Optional<Snapshot> last = Optional.empty();
    private int drawn;

    public LiveView(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void say(String line) {
        out.print(up() + ERASE_BELOW + line + System.lineSeparator());
        drawn = 0;
    }

    @Override
    public synchronized void begin(Plan begun) {
        plan = Optional.of(begun);
        out.print(HIDE_CURSOR);
    }

    @Override
    public synchronized void decided(Decision decision) {
        changes.add(decision.at(), PlainLines.words(decision));
    }

    @Override
    public synchronized void second(Snapshot now) {
        last.ifPresent(before -> noteChange(before, now));
        last = Optional.of(now);
        history.addLast(now);
        if (history.size() > HISTORY) {
            history.removeFirst();
        }
        List<String> lines = lines(now);
        out.print(up() + ERASE_BELOW + String.join(System.lineSeparator(), lines) + System.lineSeparator());
        out.flush();
        drawn = lines.size();
    }

    private void noteChange(Snapshot before, Snapshot now) {
        if (before.cluster().ready() != now.cluster().ready()) {
            changes.add(
                    now.at(),
                    "%d of %d pods ready"
                            .formatted(now.cluster().ready(), now.cluster().wanted()));
        }
        if (now.failed() > before.failed()) {
            changes.add(now.at(), "%d requests failed".formatted(now.failed() - before.failed()));
        }
    }

    List<String> lines(Snapshot now) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(fit("  %-62s %s".formatted(title(), clock(now.at()))));
        lines.add(fit("  " + stages(now.stage())));
        lines.add("");
        lines.add(row("rate", "%d/s".formatted(now.rate()), Sparkline.of(history, Snapshot::rate)));
        lines.add(row("p99", now.p99(), Sparkline.of(history, at -> at.latency().p99Millis())));
        lines.add(row(
                now.isOfCpu() ? "cpu" : "hpa", now.value().orElse("unknown"), Sparkline.of(history, Snapshot::share)));
        lines.add(row(
                "pods",
                "%d of %d".formatted(now.cluster().ready(), now.cluster().wanted()),
                Sparkline.of(history, at -> at.cluster().ready())));
        lines.add("");
        lines.add(fit("  %,d requests, %,d failed, %d under way; %s%s pods"
                .formatted(
                        now.requests(),
                        now.failed(),
                        now.inFlight(),
                        now.isOfCpu() ? "target %.0f %%, ".formatted(now.target()) : "",
                        now.cluster().settings().map(LiveView::bounds).orElse("?"))));
        if (!now.isOfCpu()) {
            lines.add(fit("  the HPA looks at " + now.measured()));
        }
        lines.add("");
        changes.lines().forEach(change -> lines.add(fit(change)));
        lines.add("  Ctrl-C stops the load and writes the report of what was seen");
        return lines;
    }

    private String title() {
        return plan.map(known -> known.name() + ": " + known.purpose()).orElse("");
    }

    private String stages(String current) {
        return plan.map(known -> String.join(
                        " > ",
                        known.stages().stream()
                                .map(Stage::name)
                                .map(name -> name.equals(current) ? "[" + name + "]" : name)
                                .toList()))
                .orElse("");
    }

    private static String row(String name, String value, String line) {
        return fit("  %-5s%10s  %s".formatted(name, value, line));
    }

    private static String bounds(HpaSettings settings) {
        return settings.minReplicas() + " to " + settings.maxReplicas();
    }

    private static String clock(Duration at) {
        return String.format(Locale.ROOT, "%d:%02d", at.toMinutes(), at.toSecondsPart());
    }

    private static String fit(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
    }

    private String up() {
        return drawn == 0 ? "" : "\u001b[%dA".formatted(drawn);
    }

    @Override
    public synchronized void close() {
        out.print(SHOW_CURSOR);
        out.flush();
    }
}
