package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.record.Verdict;
import java.util.Optional;

/** One row of the verdicts. */
record VerdictView(
        String kind,
        String mark,
        String title,
        String required,
        String actual,
        Optional<String> reason,
        Optional<String> remedy) {

    static VerdictView of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed passed ->
                new VerdictView(
                        "passed",
                        "✓ passed",
                        passed.title(),
                        passed.required(),
                        passed.actual(),
                        Optional.empty(),
                        Optional.empty());
            case Verdict.Failed failed ->
                new VerdictView(
                        "failed",
                        "✗ failed",
                        failed.title(),
                        failed.required(),
                        failed.actual(),
                        Optional.of(failed.reason()),
                        Optional.of(failed.remedy()));
            case Verdict.Unknown unknown ->
                new VerdictView(
                        "unknown",
                        "? unknown",
                        unknown.title(),
                        unknown.required(),
                        "–",
                        Optional.of(unknown.reason()),
                        Optional.of(unknown.remedy()));
        };
    }
}
