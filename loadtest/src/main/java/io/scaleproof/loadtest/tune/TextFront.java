package io.scaleproof.loadtest.tune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The picture of cost against lateness, for a terminal. Lateness goes by its square root, so that little of it shows, too. */
final class TextFront {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 12;
    /** What is dearer than this many times the dearest of what matters would press all else to the edge. */
    private static final double DEAR = 1.5;

    private final char[][] cells = new char[HEIGHT][WIDTH];
    private final double least;
    private final double most;
    private final double latest;

    private TextFront(Tuning tuning) {
        Arrays.stream(cells).forEach(row -> Arrays.fill(row, ' '));
        double[] marked = Stream.concat(tuning.front().stream(), Stream.of(tuning.today(), tuning.best()))
                .mapToDouble(Trial::podHours)
                .toArray();
        this.least = Arrays.stream(marked).min().orElse(0);
        this.most = Arrays.stream(marked).max().orElse(1) * DEAR;
        this.latest = tuning.trials().stream()
                .filter(trial -> trial.podHours() <= most)
                .mapToDouble(Trial::latePart)
                .max()
                .orElse(1);
    }

    static List<String> of(Tuning tuning) {
        TextFront picture = new TextFront(tuning);
        tuning.trials().forEach(trial -> picture.mark(trial, '.'));
        tuning.front().forEach(trial -> picture.mark(trial, '*'));
        picture.mark(tuning.today(), 't');
        picture.mark(tuning.best(), 'B');
        return picture.lines();
    }

    private void mark(Trial trial, char mark) {
        double x = (trial.podHours() - least) / Math.max(1e-9, most - least);
        double y = latest == 0 ? 0 : Math.sqrt(trial.latePart() / latest);
        if (x >= 0 && x <= 1 && y <= 1) {
            cells[HEIGHT - 1 - (int) Math.round(y * (HEIGHT - 1))][(int) Math.round(x * (WIDTH - 1))] = mark;
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < HEIGHT; row++) {
            double part = (HEIGHT - 1.0 - row) / (HEIGHT - 1);
            lines.add(String.format(
                    Locale.ROOT,
                    "  %8s |%s",
                    row % 4 == 0 || row == HEIGHT - 1 ? Amounts.percent(part * part * latest) : "",
                    new String(cells[row]).stripTrailing()));
        }
        lines.add("  %8s +%s".formatted("late", "-".repeat(WIDTH)));
        lines.add("  %8s  %s%s pod-hours".formatted("", Amounts.of(least), " ".repeat(WIDTH - 12) + Amounts.of(most)));
        return lines;
    }
}
