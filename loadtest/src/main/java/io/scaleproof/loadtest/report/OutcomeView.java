package io.scaleproof.loadtest.report;

import static java.util.stream.Collectors.joining;

import io.scaleproof.loadtest.record.DeploymentSample;
import io.scaleproof.loadtest.record.ForeignLoad;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.simulate.Simulator;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The banner: what the run came to.
 *
 * @param kind {@code passed}, {@code failed} or {@code unknown}
 */
record OutcomeView(
        String kind, String word, String sentence, Optional<String> reason, String story, String when, String subject) {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    static OutcomeView of(RunRecord run) {
        long kept = run.verdicts().stream()
                .filter(verdict -> verdict instanceof Verdict.Passed)
                .count();
        int all = run.verdicts().size();
        String clauses = Words.count(all, "clause", "clauses") + " of the contract";
        return switch (run.outcome()) {
            case PASSED -> view(run, "passed", "Passed:", "all %s were kept".formatted(clauses));
            case FAILED -> view(run, "failed", "Failed:", "%d of %s were kept".formatted(kept, clauses));
            case UNKNOWN ->
                view(
                        run,
                        "unknown",
                        "Unknown:",
                        "%d of %s were kept, the others could not be judged".formatted(kept, clauses));
            case VOID ->
                view(
                        run,
                        "unknown",
                        "Void:",
                        run.reason().isPresent()
                                ? "the load was not the one that was planned"
                                : "the load generator did not keep its schedule");
            case COULD_NOT_RUN -> view(run, "unknown", "Could not run", "");
            case INTERRUPTED -> view(run, "unknown", "Interrupted:", "this is what was seen until then");
        };
    }

    private static OutcomeView view(RunRecord run, String kind, String word, String sentence) {
        return new OutcomeView(kind, word, sentence, run.reason(), story(run), when(run), subject(run));
    }

    private static String story(RunRecord run) {
        List<Integer> path = path(run);
        String pods = path.size() < 2
                ? "The number of pods did not change."
                : "The %s went from %s pods."
                        .formatted(
                                run.target().kind(),
                                path.stream().map(String::valueOf).collect(joining(" to ")));
        if (run.isWatched()) {
            String who = run.foreignLoad().flatMap(ForeignLoad::command).orElse("somebody else");
            return "Watched, with a load that %s sent. %s".formatted(who, pods);
        }
        return "Plan %s: %s. %s"
                .formatted(run.plan().name(), lowerCase(run.plan().purpose()), pods);
    }

    private static String lowerCase(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    /** The numbers of pods asked for, in order, each change once. */
    static List<Integer> path(RunRecord run) {
        List<Integer> path = new ArrayList<>();
        for (DeploymentSample sample : run.deployments()) {
            if (path.isEmpty() || path.getLast() != sample.wanted()) {
                path.add(sample.wanted());
            }
        }
        return path;
    }

    private static String subject(RunRecord run) {
        return Simulator.isSimulated(run) ? "prediction of a load test, not a measurement" : "load test of autoscaling";
    }

    private static String when(RunRecord run) {
        if (Simulator.isSimulated(run)) {
            return "Simulated on %s · %s of the run's own time"
                    .formatted(WHEN.format(run.started()), Words.seconds(run.length()));
        }
        return "%s · %s long · %s · %s %s/%s, context %s"
                .formatted(
                        WHEN.format(run.started()),
                        Words.seconds(run.length()),
                        run.target().url(),
                        run.target().kind(),
                        run.target().namespace(),
                        run.target().deployment(),
                        run.target().context());
    }
}
