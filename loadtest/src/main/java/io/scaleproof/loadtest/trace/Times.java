package io.scaleproof.loadtest.trace;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a column of times, all of the form that its first one has. */
final class Times {
    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd['T'][' ']HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .optionalStart()
            .appendFraction(java.time.temporal.ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalEnd()
            .toFormatter(java.util.Locale.ROOT);

    private static final DateTimeFormatter WITH_ZONE = new DateTimeFormatterBuilder()
            .append(LOCAL)
            .optionalStart()
            .appendLiteral(' ')
            .optionalEnd()
            .appendOffset("+HH:mm", "Z")
            .toFormatter(java.util.Locale.ROOT);

    /** Numbers of seconds since 1970 have at most eleven digits, of milliseconds at least twelve. */
    private static final BigDecimal SECONDS_BELOW = new BigDecimal("1e11");

    private static final BigDecimal MILLIS_BELOW = new BigDecimal("1e14");
    private static final BigDecimal MICROS_BELOW = new BigDecimal("1e17");
    /** 2001; a number below counts from the trace's begin. */
    private static final BigDecimal SINCE_1970 = new BigDecimal("1e9");

    private enum Form {
        NUMBER,
        WITH_ZONE,
        LOCAL
    }

    private final Form form;
    private final Optional<ZoneId> zone;
    private final int millisPerUnitExponent;
    private final boolean dated;
    private final List<String> notes = new ArrayList<>();
    private long last = Long.MIN_VALUE;

    private Times(Form form, Optional<ZoneId> zone, int millisPerUnitExponent, boolean dated) {
        this.form = form;
        this.zone = zone;
        this.millisPerUnitExponent = millisPerUnitExponent;
        this.dated = dated;
    }

    static Times like(String first, long row, Optional<ZoneId> zone) {
        if (first.matches("-?\\d+(\\.\\d+)?([eE]\\+?\\d+)?")) {
            BigDecimal number = new BigDecimal(first).abs();
            int exponent = number.compareTo(SECONDS_BELOW) < 0
                    ? 3
                    : number.compareTo(MILLIS_BELOW) < 0 ? 0 : number.compareTo(MICROS_BELOW) < 0 ? -3 : -6;
            Times times = new Times(Form.NUMBER, zone, exponent, number.compareTo(SINCE_1970) >= 0);
            if (exponent != 3) {
                times.notes.add("its times are in %s since 1970"
                        .formatted(exponent == 0 ? "milliseconds" : exponent == -3 ? "microseconds" : "nanoseconds"));
            }
            return times;
        }
        if (parses(WITH_ZONE, first)) {
            return new Times(Form.WITH_ZONE, zone, 0, true);
        }
        if (parses(LOCAL, first)) {
            if (zone.isEmpty()) {
                throw new IllegalArgumentException(
                        "row %d: %s has no time zone. Write it with one (%sZ, or +02:00 in the place of Z), or say --trace-zone Europe/Berlin"
                                .formatted(row, first, first.replace(' ', 'T')));
            }
            return new Times(Form.LOCAL, zone, 0, true);
        }
        throw wrong(first, row);
    }

    private static boolean parses(DateTimeFormatter form, String text) {
        try {
            form.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static IllegalArgumentException wrong(String text, long row) {
        return new IllegalArgumentException(
                "row %d: '%s' is no time. Write seconds since 1970 or since the trace's begin, or 2026-03-02T08:00:00Z, all rows alike"
                        .formatted(row, Quoted.of(text)));
    }

    boolean isDated() {
        return dated;
    }

    List<String> notes() {
        return notes;
    }

    long millis(String text, long row) {
        try {
            last = switch (form) {
                case NUMBER ->
                    new BigDecimal(text)
                            .movePointRight(millisPerUnitExponent)
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValueExact();
                case WITH_ZONE ->
                    OffsetDateTime.parse(text, WITH_ZONE).toInstant().toEpochMilli();
                case LOCAL -> local(LocalDateTime.parse(text, LOCAL), row);
            };
            return last;
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw wrong(text, row);
        }
    }

    /** In autumn an hour is there twice: the second time is meant where the first would go back. */
    private long local(LocalDateTime time, long row) {
        ZoneId place = zone.orElseThrow();
        List<ZoneOffset> offsets = place.getRules().getValidOffsets(time);
        if (offsets.isEmpty()) {
            throw new IllegalArgumentException(
                    "row %d: there was no %s in %s: the clocks were put forward. Is the zone right?"
                            .formatted(row, time, place));
        }
        for (ZoneOffset offset : offsets) {
            long millis = time.toInstant(offset).toEpochMilli();
            if (millis > last) {
                return millis;
            }
        }
        return time.toInstant(offsets.getLast()).toEpochMilli();
    }
}
