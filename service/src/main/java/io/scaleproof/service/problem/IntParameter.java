package io.scaleproof.service.problem;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A whole number in a query, with its default and its bounds. */
public record IntParameter(String name, int byDefault, int least, int most) {

    /**
     * The value that {@code query} gives, or the default when it gives none.
     *
     * @throws BadRequest when it is given twice, is no whole number or out of bounds
     */
    public int in(Map<String, List<String>> query) {
        List<String> given = query.getOrDefault(name, List.of());
        if (given.isEmpty()) {
            return byDefault;
        }
        if (given.size() > 1) {
            throw new BadRequest("%s is given %d times; give it once".formatted(name, given.size()));
        }
        try {
            int value = Integer.parseInt(given.getFirst());
            if (least <= value && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of bounds.
        }
        throw new BadRequest("%s=%s is not allowed; give a whole number from %d to %d, or leave it out for %d"
                .formatted(name, shortened(given.getFirst()), least, most, byDefault));
    }

    /**
     * Refuses every other parameter, so that a misspelt one is not a default in silence.
     *
     * @throws BadRequest naming the unknown parameter and the known ones
     */
    public static void allowOnly(Map<String, List<String>> query, IntParameter... known) {
        for (String given : query.keySet()) {
            if (Stream.of(known).noneMatch(parameter -> parameter.name.equals(given))) {
                throw new BadRequest("%s is not a parameter here; there is %s"
                        .formatted(
                                shortened(given),
                                Stream.of(known).map(IntParameter::name).collect(Collectors.joining(" and "))));
            }
        }
    }

    private static String shortened(String given) {
        return given.length() <= 40 ? given : given.substring(0, 40) + "...";
    }
}
