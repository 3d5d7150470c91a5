package io.scaleproof.loadtest.trials;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Everything that is left to chance in a trial, by its seed alone. */
final class Chance {
    private final long seed;
    private final SplittableRandom random;

    Chance(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Both ends may come. */
    int whole(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    boolean once(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    Duration seconds(double low, double high) {
        return Duration.ofMillis(Math.round(between(low, high) * 10) * 100);
    }

    /** From 0 to 1, always the same for one thing that happens at one time. */
    double at(String what, long number) {
        return new SplittableRandom(seed * 31 + what.hashCode() * 1_000_003L + number * 7_919).nextDouble();
    }
}
