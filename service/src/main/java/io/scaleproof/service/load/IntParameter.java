package io.scaleproof.service.load;

import io.micronaut.http.HttpRequest;
import io.scaleproof.service.problem.BadRequest;
import java.util.List;

/** A whole number in a query, with its default and its bounds. */
record IntParameter(String name, int byDefault, int least, int most) {

    /** The value {@code request} gives, or the default when it gives none. */
    int in(HttpRequest<?> request) {
        List<String> given = request.getParameters().getAll(name);
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
        throw new BadRequest(
                "%s=%s is not allowed; give a whole number from %d to %d, or leave it out for %d"
                        .formatted(name, given.getFirst(), least, most, byDefault));
    }
}
