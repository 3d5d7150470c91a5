package io.scaleproof.loadtest.plan;

import io.scaleproof.loadtest.record.StageRun.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads a plan of one's own from YAML.
 *
 * <pre>{@code
 * name: lunch
 * purpose: What happens at noon
 * stages:
 * - {name: morning, phase: baseline, pods: 0.4, for: 30s}
 * - {name: noon, phase: surge, needs: 6, until: capacity, atMost: 2m}
 * - {name: peak, phase: sustain, needs: 6, for: 1m}
 * - {name: fade, phase: quiet, from: {needs: 6}, to: {pods: 0.3}, for: 1m}
 * - {name: after, phase: quiet, pods: 0.3, until: minimum, atMost: 7m, millis: 1}
 * }</pre>
 */
public final class PlanFile {
    private static final Set<String> PLAN_KEYS = Set.of("name", "purpose", "stages");
    private static final Set<String> STAGE_KEYS =
            Set.of("name", "phase", "pods", "rate", "needs", "from", "to", "for", "until", "atMost", "millis");
    private static final Set<String> LEVEL_KEYS = Set.of("pods", "rate", "needs");

    private final String source;
    private final int defaultMillis;

    private PlanFile(String source, int defaultMillis) {
        this.source = source;
        this.defaultMillis = defaultMillis;
    }

    /**
     * Reads a plan.
     *
     * @param defaultMillis CPU time that requests of a stage ask for that does not say
     * @throws IllegalArgumentException naming the stage and the key that are wrong, and what is allowed
     */
    public static Plan read(Path file, int defaultMillis) throws IOException {
        return parse(Files.readString(file), file.toString(), defaultMillis);
    }

    static Plan parse(String yaml, String source, int defaultMillis) {
        try {
            return new PlanFile(source, defaultMillis).plan(new YAMLMapper().readTree(yaml));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("%s is not YAML: %s".formatted(source, e.getOriginalMessage()), e);
        }
    }

    private Plan plan(JsonNode plan) {
        if (!plan.isObject()) {
            throw wrong("", "it is no plan; it needs a name and stages");
        }
        requireKnown("", plan, PLAN_KEYS);
        List<Stage> stages = new ArrayList<>();
        for (JsonNode stage : plan.path("stages")) {
            stages.add(stage(stage, "stage %d".formatted(stages.size() + 1)));
        }
        return new Plan(
                text(plan, "name").orElseThrow(() -> wrong("", "it has no name")),
                text(plan, "purpose").orElse("A plan of one's own"),
                stages);
    }

    private Stage stage(JsonNode stage, String position) {
        String name = text(stage, "name").orElseThrow(() -> wrong(position, "it has no name"));
        String where = "stage '%s'".formatted(name);
        requireKnown(where, stage, STAGE_KEYS);
        requireKnown(where + ": from", stage.path("from"), LEVEL_KEYS);
        requireKnown(where + ": to", stage.path("to"), LEVEL_KEYS);
        boolean changes = stage.has("from") || stage.has("to");
        return new Stage(
                name,
                phase(where, stage),
                level(where, changes ? stage.path("from") : stage),
                level(where, changes ? stage.path("to") : stage),
                hold(where, stage),
                whole(where, stage, "millis").orElse(defaultMillis));
    }

    private Phase phase(String where, JsonNode stage) {
        String given = text(stage, "phase").orElse("nothing");
        return Stream.of(Phase.values())
                .filter(phase -> phase.name().toLowerCase(Locale.ROOT).equals(given))
                .findFirst()
                .orElseThrow(() ->
                        wrong(where, "its phase is %s; it is baseline, surge, sustain or quiet".formatted(given)));
    }

    private Level level(String where, JsonNode level) {
        Optional<Double> pods = number(where, level, "pods");
        Optional<Double> rate = number(where, level, "rate");
        Optional<Integer> needs = whole(where, level, "needs");
        if (pods.isPresent() && rate.isEmpty() && needs.isEmpty()) {
            return new Level.Pods(pods.get());
        }
        if (rate.isPresent() && pods.isEmpty()) {
            return new Level.Declared(rate.get(), needs.orElse(0));
        }
        if (needs.isPresent() && pods.isEmpty()) {
            return new Level.Needing(needs.get());
        }
        throw wrong(
                where,
                "its size is unclear; give one of pods (pods' worth), needs (pods that it shall need), or rate (requests"
                        + " per second, with needs where known)");
    }

    private Hold hold(String where, JsonNode stage) {
        Optional<String> length = text(stage, "for");
        Optional<String> until = text(stage, "until");
        Optional<String> atMost = text(stage, "atMost");
        if (length.isPresent() && until.isEmpty() && atMost.isEmpty()) {
            return new Hold.For(DurationText.parse(where + ": for", length.get()));
        }
        if (length.isEmpty() && until.isPresent() && atMost.isPresent()) {
            var limit = DurationText.parse(where + ": atMost", atMost.get());
            return switch (until.get()) {
                case "capacity" -> new Hold.UntilCapacity(limit);
                case "minimum" -> new Hold.UntilMinimum(limit);
                default -> throw wrong(where, "its until is '%s'; it is capacity or minimum".formatted(until.get()));
            };
        }
        throw wrong(where, "its end is unclear; give either for, or until together with atMost");
    }

    private void requireKnown(String where, JsonNode node, Set<String> known) {
        Set<String> unknown = new TreeSet<>(node.propertyNames());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw wrong(where, "it has unknown keys %s; known are %s".formatted(unknown, new TreeSet<>(known)));
        }
    }

    private static Optional<String> text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asString()) : Optional.empty();
    }

    private Optional<Double> number(String where, JsonNode node, String key) {
        return text(node, key).map(given -> {
            try {
                double number = Double.parseDouble(given);
                if (Double.isFinite(number) && number >= 0) {
                    return number;
                }
                throw new NumberFormatException(given);
            } catch (NumberFormatException e) {
                throw wrong(where, "its %s is '%s'; it is a number from 0 up".formatted(key, given), e);
            }
        });
    }

    private Optional<Integer> whole(String where, JsonNode node, String key) {
        return number(where, node, key).map(number -> {
            if (number != Math.rint(number) || number < 1 || number > 1_000_000) {
                throw wrong(where, "its %s is %s; it is a whole number from 1 up".formatted(key, number));
            }
            return (int) Math.rint(number);
        });
    }

    private IllegalArgumentException wrong(String where, String what) {
        return wrong(where, what, null);
    }

    private IllegalArgumentException wrong(String where, String what, Throwable cause) {
        return new IllegalArgumentException(
                where.isEmpty() ? "%s: %s".formatted(source, what) : "%s, %s: %s".formatted(source, where, what),
                cause);
    }
}
