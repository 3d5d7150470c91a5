package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.StageRun;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What report.js draws.
 *
 * @param from the axis' first second
 * @param to its last
 */
record ChartData(double from, double to, List<Stage> stages, List<Event> events, List<Chart> charts) {
    private static final JsonMapper MAPPER = new JsonMapper();

    record Stage(String name, String phase, double start, double end) {}

    /** @param kind {@code up}, {@code down} or {@code warning} */
    record Event(double at, String label, String kind) {}

    static ChartData of(RunRecord run, List<Chart> charts) {
        return new ChartData(
                0,
                Math.max(1, seconds(run.length())),
                run.plan().stages().stream().map(ChartData::stage).toList(),
                Stream.concat(decisions(run), restarts(run))
                        .sorted(Comparator.comparingDouble(Event::at))
                        .toList(),
                charts);
    }

    private static Stage stage(StageRun stage) {
        return new Stage(stage.name(), stage.phase().name(), seconds(stage.start()), seconds(stage.end()));
    }

    private static Stream<Event> decisions(RunRecord run) {
        return run.decisions().stream()
                .filter(decision -> decision.from() != decision.to())
                .map(ChartData::event);
    }

    private static Event event(Decision decision) {
        return new Event(
                seconds(decision.at()),
                "%d → %d".formatted(decision.from(), decision.to()),
                decision.to() > decision.from() ? "up" : "down");
    }

    /** Pods that ended although nobody asked for it. */
    private static Stream<Event> restarts(RunRecord run) {
        return run.pods().stream()
                .filter(pod -> pod.deleted().isEmpty())
                .flatMap(pod -> pod.terminated().stream())
                .map(at -> new Event(seconds(at), "pod ended", "warning"));
    }

    String json() {
        return MAPPER.writeValueAsString(this);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
