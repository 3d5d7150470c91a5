package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.elasticity.ElasticityWords;
import io.scaleproof.loadtest.record.Elasticity;
import java.util.List;
import java.util.Locale;

/** One figure of elasticity, with what it is; the formulas are in docs/tune.md. */
record ElasticityView(String name, String value, String meaning) {

    static List<ElasticityView> of(Elasticity figures) {
        return List.of(
                new ElasticityView(
                        "accuracy U",
                        pods(figures.underPods(), figures.underPart()),
                        "pods missing, averaged over the whole time, and as a part of the need"),
                new ElasticityView(
                        "accuracy O",
                        pods(figures.overPods(), figures.overPart()),
                        "pods ready beyond the need, averaged over the whole time, and as a part of it"),
                new ElasticityView("timeshare U", Words.percent(figures.underTime()), "of the time, pods were missing"),
                new ElasticityView(
                        "timeshare O", Words.percent(figures.overTime()), "of the time, more were ready than needed"),
                new ElasticityView(
                        "jitter",
                        String.format(Locale.ROOT, "%.2f a minute", figures.jitterPerMinute()),
                        "pods that came and went beyond those by which the need did"),
                new ElasticityView(
                        "instability",
                        Words.percent(figures.instability()),
                        "of the time, need and supply were about to move in different directions"),
                new ElasticityView("pod-hours", hours(figures.podHours()), podHours(figures)),
                new ElasticityView("wasted pod-hours", hours(figures.wastedPodHours()), "the part beyond the need"),
                new ElasticityView(
                        "requests served late",
                        "%s of %s"
                                .formatted(
                                        Words.count(Math.round(figures.lateRequests())),
                                        Words.count(Math.round(figures.requests()))),
                        "were due while pods were missing"));
    }

    private static String podHours(Elasticity figures) {
        String meaning = "all pods' time, from creation until they were gone";
        return figures.yardsticks()
                .filter(others -> others.clairvoyantPodHours() > 0)
                .map(others -> meaning + ": " + ElasticityWords.beside(figures.podHours(), others))
                .orElse(meaning);
    }

    private static String pods(double pods, double part) {
        return String.format(Locale.ROOT, "%.2f pods, %s", pods, Words.percent(part));
    }

    private static String hours(double hours) {
        return String.format(Locale.ROOT, hours < 10 ? "%.3f" : "%,.1f", hours);
    }
}
