package io.scaleproof.loadtest.trace;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a column of rates counts. */
public enum RateUnit {
    /** Requests per second. */
    SECOND(1, "rate rps rate_per_second requests_per_second req/s requests/s"),
    /** Requests per minute. */
    MINUTE(60, "rpm rate_per_minute requests_per_minute req/min requests/min"),
    /** Requests per hour. */
    HOUR(3_600, "rph rate_per_hour requests_per_hour req/h requests/h"),
    /** Requests in the step that begins there. */
    COUNT(0, "count requests");

    private final int seconds;
    private final String columns;

    RateUnit(int seconds, String columns) {
        this.seconds = seconds;
        this.columns = columns;
    }

    /** Of how many seconds; 0 for a step of whatever length. */
    int seconds() {
        return seconds;
    }

    /** Names that a column of this unit may have. */
    List<String> columns() {
        return List.of(columns.split(" "));
    }

    static Optional<RateUnit> ofColumn(String name) {
        return Arrays.stream(values())
                .filter(unit -> unit.columns().contains(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    static List<String> allColumns() {
        return Arrays.stream(values()).flatMap(unit -> unit.columns().stream()).toList();
    }
}
