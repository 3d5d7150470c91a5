package io.scaleproof.loadtest.hpa;

import static io.scaleproof.loadtest.hpa.Given.hpa;

import java.util.Collections;
import java.util.List;

/** Syncs of Kubernetes' own controller one after the other, as golden_sequences.go wrote them. */
record GoldenSequence(String name, int min, int max, GoldenCase.Rules up, GoldenCase.Rules down, List<Step> steps) {

    /** All sequences, read once. */
    static final List<GoldenSequence> ALL = GoldenPod.read("golden-sequences.jsonl.gz", GoldenSequence.class);

    /** One sync: each of the pods, which request 100m, uses {@code milli}. */
    record Step(double at, int current, long milli, GoldenCase.Expected expected) {}

    void assertMatches() {
        var autoscaler = new Autoscaler(
                hpa(
                        min,
                        max,
                        GoldenCase.rules(up, 0.1, Behavior.NONE_UP),
                        GoldenCase.rules(down, 0.1, Behavior.NONE_DOWN)),
                ControllerFlags.DEFAULT);
        for (Step step : steps) {
            Conclusion conclusion = autoscaler.sync(Given.pods(
                    step.current(),
                    GoldenCase.seconds(step.at()),
                    Collections.nCopies(step.current(), Long.toString(step.milli()))
                            .toArray(String[]::new)));

            step.expected().assertMatches(conclusion, "%s at %.0f s".formatted(name, step.at()));
            if (conclusion.isChange()) {
                autoscaler.scaled(conclusion);
            }
        }
    }
}
