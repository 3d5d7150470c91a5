package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.StageRun;
import io.scaleproof.loadtest.record.StageRun.Trim;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the rate was trimmed on the way, one line a change. */
final class TrimView {
    private TrimView() {}

    static List<String> of(RunRecord run) {
        List<String> lines = new ArrayList<>();
        for (StageRun stage : run.plan().stages()) {
            double before = stage.fromRate();
            for (Trim trim : stage.trims()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%s, %s: %.1f -> %.1f requests/s, since a request costs %.1f ms of CPU",
                        Words.seconds(trim.at()),
                        stage.name(),
                        before,
                        trim.rate(),
                        trim.costMillis()));
                before = trim.rate();
            }
        }
        return lines;
    }
}
