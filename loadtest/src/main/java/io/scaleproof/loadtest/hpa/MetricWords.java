package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.MetricFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in words how one metric came to its number of pods. */
final class MetricWords {
    private MetricWords() {}

    /** Usage beside the target. */
    static MetricFigure figure(Proposal.Replicas proposal) {
        boolean percent = proposal.metric().targetType().equals("Utilization");
        return new MetricFigure(proposal.metric(), percent ? proposal.usage() : proposal.usage() / 1e3);
    }

    /**
     * The same in words, for instance {@code 377 % / 50 %}.
     *
     * @param oneOfSeveral whether it has to be said which metric that is; of a utilization it goes without saying otherwise
     */
    static String share(Proposal.Replicas proposal, boolean oneOfSeveral) {
        String amounts = figure(proposal).amounts();
        return oneOfSeveral || !proposal.metric().targetType().equals("Utilization")
                ? amounts + " of " + proposal.metric().words()
                : amounts;
    }

    /** One line per step. */
    static List<String> steps(Proposal.Replicas proposal) {
        List<String> steps = new ArrayList<>();
        PodGroups groups = proposal.groups();
        steps.add("%s: %s is a ratio of %s%s"
                .formatted(
                        proposal.metric().words(), figure(proposal).amounts(), ratio(proposal.ratio()), over(groups)));
        boolean filledIn = proposal.adjustedRatio() != proposal.ratio();
        if (!groups.unready().isEmpty()) {
            steps.add("%s not ready for a whole window yet: %s"
                    .formatted(pods(groups.unready().size()), proposal.ratio() > 1 ? "counted as idle" : "left out"));
        }
        if (!groups.missing().isEmpty()) {
            steps.add("%s without metrics: %s".formatted(pods(groups.missing().size()), assumed(proposal)));
        }
        if (filledIn) {
            steps.add("with them the ratio is %s over %s"
                    .formatted(ratio(proposal.adjustedRatio()), pods(proposal.pods())));
        }
        steps.add(result(proposal));
        return steps;
    }

    /** At a ratio of exactly 1 it does not matter what they use. */
    private static String assumed(Proposal.Replicas proposal) {
        if (proposal.ratio() == 1) {
            return "left out";
        }
        if (proposal.ratio() > 1) {
            return "counted as idle";
        }
        Metric metric = proposal.metric();
        return metric.targetType().equals("Utilization") && metric.target() <= 100
                ? "counted as using all they request"
                : "counted as using the target";
    }

    private static String result(Proposal.Replicas proposal) {
        return switch (proposal.rule()) {
            case RATIO ->
                "%s x %s = %s, rounded up: %d"
                        .formatted(
                                ratio(proposal.adjustedRatio()),
                                pods(proposal.pods()),
                                ratio(proposal.adjustedRatio() * proposal.pods()),
                                proposal.replicas());
            case TOLERANCE -> "within the tolerance of the target: stays %d".formatted(proposal.replicas());
            case DIRECTION ->
                "with them the direction would turn, so the number stays %d".formatted(proposal.replicas());
            case PER_POD_VALUE -> "the whole over the target per pod, rounded up: %d".formatted(proposal.replicas());
        };
    }

    private static String over(PodGroups groups) {
        return groups.counted().isEmpty()
                ? ""
                : " over %s%s"
                        .formatted(
                                pods(groups.counted().size()),
                                groups.ignored().isEmpty()
                                        ? ""
                                        : " (%d more being deleted)"
                                                .formatted(groups.ignored().size()));
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static String pods(int number) {
        return number == 1 ? "1 pod" : number + " pods";
    }
}
