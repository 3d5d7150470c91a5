package io.scaleproof.loadtest.options;

import io.scaleproof.loadtest.tune.Tuner;
import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** What is searched, and how thoroughly. */
public final class TuneOptions {
    private static final int MOST_CANDIDATES = 100_000;
    private static final int MOST_SEEDS = 100;
    private static final int MOST_HEADROOM = 100;

    @Option(
            names = "--candidates",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Settings drawn at random to begin with. Default: 1000.")
    private int candidates;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "Kinds of noise that the best are tried in: phases of metrics and syncs, cost, starts. Default: 5.")
    private int seeds;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Chooses the draw. Default: 1.")
    private long seed;

    @Option(
            names = "--headroom",
            paramLabel = "PERCENT",
            defaultValue = "10",
            description = "So much more traffic the best has to keep the contract with, too. Default: 10.")
    private int headroom;

    @Option(
            names = "--keep",
            paramLabel = "KEY",
            split = ",",
            description = "Settings that stay as they are, as in --keep scaleUpTolerance,scaleDownTolerance.")
    private Set<String> keep = new LinkedHashSet<>();

    @Option(
            names = "--vary",
            paramLabel = "KEY",
            split = ",",
            description = "Varied only where it is asked for: metricsResolution, syncPeriod.")
    private Set<String> vary = new LinkedHashSet<>();

    /** The search. */
    public Tuner tuner() {
        require("--candidates", candidates, MOST_CANDIDATES);
        require("--seeds", seeds, MOST_SEEDS);
        if (headroom < 0 || headroom > MOST_HEADROOM) {
            throw new IllegalArgumentException("--headroom is %d. It is a whole number of percent from 0 to %d"
                    .formatted(headroom, MOST_HEADROOM));
        }
        return new Tuner(candidates, seeds, seed, headroom, keep, vary);
    }

    private static void require(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "%s is %d. It is a whole number from 1 to %,d".formatted(option, value, most));
        }
    }
}
