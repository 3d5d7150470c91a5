package io.scaleproof.service.load;

import io.scaleproof.service.problem.BadRequest;
import io.scaleproof.service.problem.IntParameter;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What {@code /load?millis=25} asks for. */
public record LoadRequest(Duration cpu) {
    private static final IntParameter MILLIS = new IntParameter("millis", 25, 1, 5_000);

    /**
     * Reads {@code query}.
     *
     * @throws BadRequest saying what was given and what is allowed
     */
    public static LoadRequest of(Map<String, List<String>> query) {
        IntParameter.allowOnly(query, MILLIS);
        return new LoadRequest(Duration.ofMillis(MILLIS.in(query)));
    }
}
