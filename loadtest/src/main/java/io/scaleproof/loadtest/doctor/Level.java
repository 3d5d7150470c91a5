package io.scaleproof.loadtest.doctor;

import com.fasterxml.jackson.annotation.JsonValue;

/** How much a finding matters. */
public enum Level {
    /** Looked at, and as it should be. */
    OK("ok"),
    /** Nothing is wrong, and whoever reads the figures should know it. */
    NOTE("note"),
    /** May go wrong, or may be meant. */
    WARNING("warning"),
    /** The target will not scale as its HPA says. */
    WRONG("WRONG"),
    /** Could not be looked at, which says nothing of how it is. */
    NOT_LOOKED_AT("not looked at");

    private final String mark;

    Level(String mark) {
        this.mark = mark;
    }

    /** In front of a line. */
    @JsonValue
    public String mark() {
        return mark;
    }
}
