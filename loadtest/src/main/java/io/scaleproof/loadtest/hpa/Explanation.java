package io.scaleproof.loadtest.hpa;

import static java.util.stream.Collectors.joining;

import io.scaleproof.loadtest.hpa.Limit.Cause;
import io.scaleproof.loadtest.hpa.Stabilization.Held;
import io.scaleproof.loadtest.record.HpaSettings.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Says in words why a conclusion came out as it did: the whole in one sentence, then step by step. */
public final class Explanation {
    private final Conclusion conclusion;

    private Explanation(Conclusion conclusion) {
        this.conclusion = conclusion;
    }

    /** The sentence and the steps, one a line. */
    public static List<String> of(Conclusion conclusion) {
        var explanation = new Explanation(conclusion);
        return Stream.concat(Stream.of(explanation.sentence()), explanation.steps().stream())
                .toList();
    }

    /** All in one sentence, for instance {@code wanted 8 from 377 % / 50 %; limited to 4 by the policy of ...}. */
    public static String inShort(Conclusion conclusion) {
        return new Explanation(conclusion).sentence();
    }

    private String sentence() {
        return switch (conclusion) {
            case Conclusion.Disabled _ -> "scaled to zero by hand: the HPA keeps out of it";
            case Conclusion.OutOfRange range ->
                range.desired() < range.current()
                        ? "%d is above maxReplicas: back to %d".formatted(range.current(), range.desired())
                        : "%d is below minReplicas: up to %d".formatted(range.current(), range.desired());
            case Conclusion.Blind blind -> "keeps %d, blind: %s".formatted(blind.current(), reasons(blind.proposals()));
            case Conclusion.Computed computed -> sentence(computed);
        };
    }

    private String sentence(Conclusion.Computed computed) {
        Proposal.Replicas decisive = computed.decisive();
        String wanted = "%s %d from %s"
                .formatted(
                        decisive.replicas() == computed.current() ? "keeps" : "wanted",
                        decisive.replicas(),
                        MetricWords.share(decisive, computed.proposals().size() > 1));
        return Stream.of(
                        Optional.of(wanted),
                        brake(decisive),
                        computed.stabilization()
                                .held()
                                .map(held -> "held at %d by %s"
                                        .formatted(computed.stabilization().after(), window(held))),
                        limited(computed.limit()))
                .flatMap(Optional::stream)
                .collect(joining("; "));
    }

    private static Optional<String> brake(Proposal.Replicas proposal) {
        return switch (proposal.rule()) {
            case RATIO, PER_POD_VALUE -> Optional.empty();
            case TOLERANCE -> Optional.of("within the tolerance");
            case DIRECTION -> Optional.of("the pods without usable metrics would turn the direction");
        };
    }

    private static Optional<String> limited(Limit limit) {
        return switch (limit.cause()) {
            case Cause.None _ -> Optional.empty();
            case Cause.Maximum maximum -> Optional.of("limited to %d by maxReplicas".formatted(maximum.pods()));
            case Cause.Minimum minimum -> Optional.of("kept at %d by minReplicas".formatted(minimum.pods()));
            case Cause.Disabled disabled ->
                Optional.of(
                        "kept at %d: scaling %s is disabled".formatted(limit.after(), disabled.up() ? "up" : "down"));
            case Cause.Doubling _ ->
                Optional.of("limited to %d: without behavior, one decision at most doubles, or goes to 4"
                        .formatted(limit.after()));
            case Cause.ByPolicy policy ->
                Optional.of("limited to %d by the policy of %s".formatted(limit.after(), words(policy.policy())));
        };
    }

    private List<String> steps() {
        List<String> steps = new ArrayList<>();
        switch (conclusion) {
            case Conclusion.Disabled _, Conclusion.OutOfRange _ -> {}
            case Conclusion.Blind blind -> blind.proposals().forEach(proposal -> steps.addAll(steps(proposal)));
            case Conclusion.Computed computed -> {
                computed.proposals().forEach(proposal -> steps.addAll(steps(proposal)));
                if (computed.proposals().size() > 1) {
                    steps.add("%s asks for most: %d"
                            .formatted(
                                    computed.decisive().metric().words(),
                                    computed.decisive().replicas()));
                }
                computed.stabilization()
                        .held()
                        .map(held -> step(held, computed))
                        .ifPresent(steps::add);
                step(computed.limit()).ifPresent(steps::add);
            }
        }
        return steps;
    }

    private static List<String> steps(Proposal proposal) {
        return switch (proposal) {
            case Proposal.Unavailable unavailable ->
                List.of("%s: %s".formatted(unavailable.metric().words(), unavailable.why()));
            case Proposal.Replicas replicas -> MetricWords.steps(replicas);
        };
    }

    private static String step(Held held, Conclusion.Computed computed) {
        Duration ago = computed.at().minus(held.since());
        return held.up()
                ? "%s applies the lowest recommendation in it, %d from %s ago: %d"
                        .formatted(
                                window(held),
                                held.recommendation(),
                                seconds(ago),
                                computed.stabilization().after())
                : "%s applies the highest recommendation in it, %d from %s ago: %d"
                        .formatted(
                                window(held),
                                held.recommendation(),
                                seconds(ago),
                                computed.stabilization().after());
    }

    private static Optional<String> step(Limit limit) {
        return limit.cause() instanceof Cause.ByPolicy policy
                ? Optional.of("%s %s, from %d at the period's start: %d allowed now"
                        .formatted(
                                policy.selectPolicy().equals("Min") ? "strictest policy" : "policy",
                                words(policy.policy()),
                                policy.periodStart(),
                                limit.after()))
                : limited(limit).map(words -> words + ", from " + limit.before());
    }

    private static String reasons(List<Proposal> proposals) {
        return proposals.stream()
                .filter(proposal -> proposal instanceof Proposal.Unavailable)
                .map(proposal -> steps(proposal).getFirst())
                .collect(joining("; "));
    }

    private static String window(Held held) {
        return "the %s window of %s".formatted(held.up() ? "scale-up" : "scale-down", seconds(held.window()));
    }

    private static String words(Policy policy) {
        String amount = policy.type().equals("Percent")
                ? policy.value() + " %"
                : policy.value() + (policy.value() == 1 ? " pod" : " pods");
        return "%s per %s".formatted(amount, seconds(policy.period()));
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.0f s", time.toMillis() / 1e3);
    }
}
