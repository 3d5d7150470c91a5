package io.scaleproof.loadtest.report;

import java.util.List;

/**
 * One chart, in the form that report.js draws.
 *
 * @param id its element is {@code chart-id}
 * @param height in pixels
 * @param log whether its y axis is logarithmic
 * @param whole whether its y axis counts things
 * @param least its y axis reaches at least so far
 * @param band two of its series, by index, between which the plot is tinted; empty for none
 * @param series what is drawn
 * @param data the times in seconds, and then for each series its values at these times
 * @param x what its own x axis counts; empty where that is the time that all charts of a page share
 */
record Chart(
        String id,
        String title,
        int height,
        boolean log,
        boolean whole,
        double least,
        List<Integer> band,
        List<Series> series,
        List<List<Double>> data,
        String x) {

    /** Over time. */
    Chart(
            String id,
            String title,
            int height,
            boolean log,
            boolean whole,
            double least,
            List<Integer> band,
            List<Series> series,
            List<List<Double>> data) {
        this(id, title, height, log, whole, least, band, series, data, "");
    }

    /**
     * One line.
     *
     * @param color name of a colour in report.css
     * @param look {@code line}, {@code thin}, {@code dash}, {@code dots}, {@code specks} (small ones), {@code filled} (a line over a tint), {@code
     *     area} (a tint alone) or {@code band} (one end of a tinted band)
     * @param unit follows its numbers
     * @param step whether a value holds until the next
     */
    record Series(String label, String color, String look, String unit, boolean step) {
        boolean isTint() {
            return look.equals("area") || look.equals("band");
        }

        /** The second end of a band has no name of its own. */
        boolean isNamed() {
            return !label.isEmpty();
        }
    }
}
