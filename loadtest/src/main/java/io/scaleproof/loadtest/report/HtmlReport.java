package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.record.RunRecord;
import java.util.List;
import java.util.Locale;

/** A run in one HTML page that needs nothing but itself. */
public final class HtmlReport {
    private HtmlReport() {}

    /** The page of {@code run}. */
    public static String of(RunRecord run) {
        List<Chart> charts = new Charts(run).all();
        return Templates.page(
                "%s of %s: %s"
                        .formatted(
                                run.plan().name(),
                                run.target().deployment(),
                                run.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ')),
                run.environment().scaleproof(),
                "The same data as JSON stands beside it in report.json.",
                "report",
                ReportView.of(run, charts),
                ChartData.of(run, charts).json());
    }
}
