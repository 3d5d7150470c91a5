package io.scaleproof.loadtest.report;

import static java.util.stream.Collectors.joining;

import io.scaleproof.loadtest.record.Calibration;
import io.scaleproof.loadtest.record.Environment;
import io.scaleproof.loadtest.record.GeneratorHealth;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Policy;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import io.scaleproof.loadtest.record.Lateness;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.WorkerHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A list of settings or versions. */
record FactsView(List<Row> rows) {

    record Row(String name, String value) {}

    static List<FactsView> of(RunRecord run) {
        return List.of(new FactsView(settings(run)), new FactsView(versions(run)));
    }

    /** What decides how the service scales. */
    static List<Row> settings(RunRecord run) {
        List<Row> rows = new ArrayList<>();
        run.autoscaler().ifPresent(settings -> {
            rows.add(new Row("HPA", settings.name()));
            rows.add(new Row("pods", "%d to %d".formatted(settings.minReplicas(), settings.maxReplicas())));
            settings.metrics().forEach(metric -> rows.add(new Row("target for " + metric.words(), target(metric))));
            rows.add(new Row("scale up", words(settings.scaleUp())));
            rows.add(new Row("scale down", words(settings.scaleDown())));
        });
        run.environment().settings().forEach((name, value) -> rows.add(new Row(name, value)));
        return rows;
    }

    private static List<Row> versions(RunRecord run) {
        List<Row> rows = new ArrayList<>();
        Environment environment = run.environment();
        rows.add(new Row("Kubernetes", environment.kubernetes()));
        if (environment.nodes() > 0) {
            rows.add(new Row(
                    "nodes",
                    "%d with %s"
                            .formatted(
                                    environment.nodes(),
                                    Words.count(environment.nodeCpus(), "processor", "processors"))));
        }
        rows.add(new Row("image", environment.image()));
        rows.add(new Row("Scaleproof", environment.scaleproof()));
        rows.add(new Row(
                "load generator",
                "Java %s, %s"
                        .formatted(
                                environment.java(),
                                Words.count(environment.generatorCpus(), "processor", "processors"))));
        rows.add(new Row("its schedule", words(run.generator())));
        run.generator().workers().forEach(worker -> rows.add(new Row("worker " + worker.name(), words(worker))));
        Lateness.words(run.seconds(), run.generator().limitMillis())
                .ifPresent(words -> rows.add(new Row("and second by second", words)));
        run.calibration().map(Calibration::words).ifPresent(words -> rows.add(new Row("rate", words)));
        if (run.ledger().byRequest().size() > 1) {
            run.ledger()
                    .byRequest()
                    .forEach(count -> rows.add(new Row(
                            count.request(),
                            "%s, %s failed"
                                    .formatted(
                                            Words.count(count.sent(), "request", "requests"),
                                            Words.count(count.failed())))));
        }
        run.plan()
                .stages()
                .forEach(stage -> rows.add(new Row(
                        "stage " + stage.name(),
                        "%s to %s, %s requests/s, to be worth %s pods"
                                .formatted(
                                        Words.seconds(stage.start()),
                                        Words.seconds(stage.end()),
                                        stage.fromRate() == stage.toRate()
                                                ? Words.number(stage.toRate())
                                                : "%s to %s"
                                                        .formatted(
                                                                Words.number(stage.fromRate()),
                                                                Words.number(stage.toRate())),
                                        String.format(Locale.ROOT, "%.2f", stage.pods())))));
        return rows;
    }

    private static String target(HpaSettings.Metric metric) {
        return switch (metric.targetType()) {
            case "Utilization" -> "%.0f %% of the request".formatted(metric.target());
            default -> "%s %s".formatted(metric.targetType(), Words.number(metric.target()));
        };
    }

    private static String words(Rules rules) {
        if (rules.selectPolicy().equals("Disabled")) {
            return "disabled";
        }
        String policies = rules.policies().isEmpty()
                ? "no behavior"
                : rules.policies().stream()
                        .map(FactsView::words)
                        .collect(joining(rules.selectPolicy().equals("Min") ? " and " : " or "));
        return "window %d s, %s, tolerance %s"
                .formatted(rules.stabilizationWindow().toSeconds(), policies, Words.percent(rules.tolerance()));
    }

    private static String words(Policy policy) {
        return "%d %s per %d s"
                .formatted(
                        policy.value(),
                        policy.type().equals("Percent") ? "%" : policy.value() == 1 ? "pod" : "pods",
                        policy.period().toSeconds());
    }

    private static String words(WorkerHealth worker) {
        return "%s; its first left %s after it was due, and they were late by %s at the 99th percentile, %s at worst; its clock was %s %s, known to %s"
                .formatted(
                        Words.count(worker.requests(), "request", "requests"),
                        Words.millis(worker.startSkewMillis()),
                        Words.millis(worker.lateP99Millis()),
                        Words.millis(worker.lateMaxMillis()),
                        Words.millis(Math.abs(worker.clockAheadMillis())),
                        worker.clockAheadMillis() < 0 ? "behind" : "ahead",
                        Words.millis(worker.clockUncertaintyMillis()));
    }

    private static String words(GeneratorHealth health) {
        return "%s of %s requests sent; late by %s in the median, %s at the 99th percentile, %s at worst (late is what is above %s)"
                .formatted(
                        Words.count(health.sent()),
                        Words.count(health.scheduled()),
                        Words.millis(health.lateP50Millis()),
                        Words.millis(health.lateP99Millis()),
                        Words.millis(health.lateMaxMillis()),
                        Words.millis(health.limitMillis()));
    }
}
