package io.scaleproof.loadtest.doctor;

import java.util.Optional;

/**
 * What a check has to say.
 *
 * @param seen what was seen, in a sentence
 * @param remedy what to type; empty where there is nothing to be done
 */
record Finding(Level level, String seen, Optional<String> remedy) {

    static Finding ok(String seen) {
        return new Finding(Level.OK, seen, Optional.empty());
    }

    static Finding note(String seen, String remedy) {
        return new Finding(Level.NOTE, seen, Optional.of(remedy));
    }

    static Finding warning(String seen, String remedy) {
        return new Finding(Level.WARNING, seen, Optional.of(remedy));
    }

    static Finding wrong(String seen, String remedy) {
        return new Finding(Level.WRONG, seen, Optional.of(remedy));
    }

    static Finding notLookedAt(String why) {
        return new Finding(Level.NOT_LOOKED_AT, why, Optional.empty());
    }
}
