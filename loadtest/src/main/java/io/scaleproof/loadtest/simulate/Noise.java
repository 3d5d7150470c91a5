package io.scaleproof.loadtest.simulate;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * What differs from one run to the next though nobody changed anything: by what luck metrics and syncs fall, what requests
 * really cost, how long pods take to start.
 *
 * @param metricsPhase where metrics begin, as a fraction of their resolution
 * @param syncPhase where syncs begin, as a fraction of their period
 * @param cost what requests cost, as a multiple of what they are taken to cost
 * @param starts decides how long each start takes; empty for exactly as the model says
 * @param scrapePhase where scrapes begin, as a fraction of their interval
 */
public record Noise(double metricsPhase, double syncPhase, double cost, Optional<Long> starts, double scrapePhase) {
    private static final double COST_DEVIATION = 0.03;
    private static final double START_DEVIATION = 0.25;

    /** The noise of a seed: phases alike likely, cost within a few per cent, starts within some tens of per cent. */
    public static Noise of(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        return new Noise(
                random.nextDouble(),
                random.nextDouble(),
                Math.max(0.5, 1 + COST_DEVIATION * random.nextGaussian()),
                Optional.of(random.nextLong()),
                random.nextDouble());
    }

    /** None: everything as {@code model} has it. */
    public static Noise none(Model model) {
        return new Noise(
                (double) model.metricsPhase().toMillis()
                        / model.metricsResolution().toMillis(),
                (double) model.syncPhase().toMillis()
                        / model.controller().syncPeriod().toMillis(),
                1,
                Optional.empty(),
                (double) model.scraping().phase().toMillis()
                        / model.scraping().interval().toMillis());
    }

    Duration metricsPhase(Model model) {
        return part(model.metricsResolution(), metricsPhase);
    }

    /** When the HPA syncs for the first time. */
    public Duration syncPhase(Model model) {
        return part(model.controller().syncPeriod(), syncPhase);
    }

    Duration scrapePhase(Model model) {
        return part(model.scraping().interval(), scrapePhase);
    }

    private static Duration part(Duration period, double fraction) {
        return Duration.ofMillis(Math.round(period.toMillis() * fraction));
    }

    /** How long each start takes, as a multiple of the model's. */
    DoubleSupplier startFactors() {
        if (starts.isEmpty()) {
            return () -> 1;
        }
        Random random = new Random(starts.get());
        return () -> Math.exp(START_DEVIATION * random.nextGaussian());
    }
}
