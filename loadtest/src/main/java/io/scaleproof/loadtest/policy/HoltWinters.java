package io.scaleproof.loadtest.policy;

import java.util.Arrays;

/**
 * Exponential smoothing with a trend and, once a whole season has been seen, a season: Holt-Winters, additive.
 *
 * <p>Level l, trend b, season s of m steps: {@code l = a (y - s) + (1 - a)(l + b)}, {@code b = c (l - l') + (1 - c) b}, {@code
 * s = g (y - l) + (1 - g) s}; a forecast h steps ahead is {@code l + h b + s}. Source: Hyndman and Athanasopoulos,
 * "Forecasting: Principles and Practice", chapter on exponential smoothing. Until the first season is over, s is 0 (Holt's
 * method); then what that season deviated from its mean becomes s.
 */
final class HoltWinters {
    private static final double LEVEL = 0.4;
    private static final double TREND = 0.05;
    private static final double SEASON = 0.3;

    private final double[] first;
    private final double[] season;
    private int seen;
    private double level;
    private double trend;
    private double meanError;

    /** @param steps of a season */
    HoltWinters(int steps) {
        this.first = new double[steps];
        this.season = new double[steps];
    }

    void add(double value) {
        int place = seen % season.length;
        if (seen == 0) {
            level = value;
        } else {
            double expected = level + trend + season[place];
            meanError = 0.95 * meanError + 0.05 * Math.abs(value - expected);
            double before = level;
            level = LEVEL * (value - season[place]) + (1 - LEVEL) * (level + trend);
            trend = TREND * (level - before) + (1 - TREND) * trend;
            if (seen >= season.length) {
                season[place] = SEASON * (value - level) + (1 - SEASON) * season[place];
            }
        }
        if (seen < season.length) {
            first[seen] = value;
        }
        seen++;
        if (seen == season.length) {
            double mean = Arrays.stream(first).average().orElse(0);
            for (int i = 0; i < first.length; i++) {
                season[i] = first[i] - mean;
            }
            level -= season[season.length - 1];
            trend = 0;
        }
    }

    /** What is expected so many steps after the last. */
    double forecast(int steps) {
        return seen == 0 ? 0 : Math.max(0, level + steps * trend + season[(seen - 1 + steps) % season.length]);
    }

    /** How far the forecasts of one step were off lately, on average. */
    double meanError() {
        return meanError;
    }
}
