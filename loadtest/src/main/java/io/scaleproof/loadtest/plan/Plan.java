package io.scaleproof.loadtest.plan;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A plan of load.
 *
 * @param name for instance {@code surge}
 * @param purpose one sentence: what it shows
 */
public record Plan(String name, String purpose, List<Stage> stages) {

    public Plan {
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("Plan '%s' has no stages. Give at least one".formatted(name));
        }
        Set<String> names = new HashSet<>();
        for (Stage stage : stages) {
            if (!names.add(stage.name())) {
                throw new IllegalArgumentException(
                        "Plan '%s' has two stages named '%s'. Give each its own name".formatted(name, stage.name()));
            }
        }
    }

    /** The same plan with stages that wait for a goal at least as long as a contract allows for it. */
    public Plan waiting(Duration forCapacity, Duration forMinimum) {
        return new Plan(
                name,
                purpose,
                stages.stream()
                        .map(stage -> stage.holding(
                                switch (stage.hold()) {
                                    case Hold.For fixed -> fixed;
                                    case Hold.UntilCapacity until ->
                                        new Hold.UntilCapacity(longer(until.atMost(), forCapacity));
                                    case Hold.UntilMinimum until ->
                                        new Hold.UntilMinimum(longer(until.atMost(), forMinimum));
                                }))
                        .toList());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** The longest it can take. */
    public Duration atMost() {
        return stages.stream().map(stage -> stage.hold().atMost()).reduce(Duration.ZERO, Duration::plus);
    }

    /** Whether a stage's size is given in pods, so that the cost of a request has to be known. */
    public boolean needsSizing() {
        return stages.stream().anyMatch(stage -> isSized(stage.from()) || isSized(stage.to()));
    }

    private static boolean isSized(Level level) {
        return !(level instanceof Level.Declared);
    }
}
