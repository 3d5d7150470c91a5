package io.scaleproof.loadtest.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads {@code time,rate}: with a header or without, comma, semicolon or tab. Further columns are left alone. Lines that
 * begin with {@code #} are comments.
 */
final class CsvReader implements TraceReader {
    private static final List<String> TIMES =
            List.of("time", "timestamp", "date", "datetime", "t", "at", "second", "seconds");

    @Override
    public boolean recognizes(String begin) {
        return begin.matches("[^,;\\t]+[,;\\t].*");
    }

    @Override
    public Samples read(BufferedReader text, Hints hints) throws IOException {
        Columns columns = null;
        Samples samples = null;
        Times times = null;
        long row = 0;
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            row++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (columns == null) {
                columns = Columns.of(line, row, hints);
                if (columns.isHeader()) {
                    continue;
                }
            }
            String[] cells = line.split(columns.separator(), -1);
            if (cells.length <= Math.max(columns.time(), columns.rate())) {
                throw new IllegalArgumentException("row %d is '%s'. A row is time,rate, as in %s"
                        .formatted(row, Quoted.of(line), "2026-03-02T08:00:00Z,41.5"));
            }
            if (times == null) {
                times = Times.like(cells[columns.time()].strip(), row, hints.zone());
                samples = new Samples("row", times.isDated());
            }
            samples.add(
                    row, times.millis(cells[columns.time()].strip(), row), rate(cells[columns.rate()], row, columns));
        }
        if (samples == null) {
            throw new IllegalArgumentException("there is no row of time,rate in it");
        }
        times.notes().forEach(samples::note);
        return columns.unit() == RateUnit.SECOND ? samples : Units.perSecond(samples, columns.unit());
    }

    private static double rate(String cell, long row, Columns columns) {
        String number = unquoted(cell);
        if (number.isEmpty() || number.equalsIgnoreCase("nan") || number.equalsIgnoreCase("null")) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(columns.separator().equals(";") ? number.replace(',', '.') : number);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "row %d: the rate is '%s', which is no number. Name the column's unit in a header (time,%s), not in its cells"
                            .formatted(row, Quoted.of(number), "requests_per_minute"),
                    e);
        }
    }

    private static String unquoted(String cell) {
        String bare = cell.strip();
        return bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"")
                ? bare.substring(1, bare.length() - 1).strip()
                : bare;
    }

    /** Where time and rate stand. */
    private record Columns(boolean isHeader, String separator, int time, int rate, RateUnit unit) {

        static Columns of(String line, long row, Hints hints) {
            String separator = line.contains(";") ? ";" : line.contains("\t") ? "\t" : ",";
            String[] cells = line.split(separator, -1);
            String first = unquoted(cells[0]).toLowerCase(Locale.ROOT);
            if (!first.isEmpty() && (Character.isDigit(first.charAt(0)) || first.charAt(0) == '-')) {
                return new Columns(false, separator, 0, 1, hints.unit().orElse(RateUnit.SECOND));
            }
            int time = -1;
            int rate = -1;
            Optional<RateUnit> unit = Optional.empty();
            for (int i = 0; i < cells.length; i++) {
                String name = unquoted(cells[i]).toLowerCase(Locale.ROOT);
                if (time < 0 && TIMES.contains(name)) {
                    time = i;
                }
                Optional<RateUnit> found = RateUnit.ofColumn(name);
                if (rate < 0 && found.isPresent()) {
                    rate = i;
                    unit = found;
                }
            }
            if (time < 0 || rate < 0) {
                throw new IllegalArgumentException(
                        "row %d is '%s', whose columns are not known. One has to be a time (%s), one a rate (%s)"
                                .formatted(
                                        row,
                                        Quoted.of(line),
                                        String.join(", ", TIMES),
                                        String.join(", ", RateUnit.allColumns())));
            }
            return new Columns(true, separator, time, rate, hints.unit().orElse(unit.get()));
        }
    }
}
