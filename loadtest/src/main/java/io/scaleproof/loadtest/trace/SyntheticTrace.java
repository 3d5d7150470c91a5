package io.scaleproof.loadtest.trace;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The classic shapes of traffic, made from a seed: for whoever has no trace of his own yet. Invented, and named so. All have a
 * peak of about 100 requests per second before noise; the noise is a first-order autoregression of a standard deviation of
 * 4 %, with a memory of about five minutes.
 */
public enum SyntheticTrace {
    /** A day: low at four in the morning, high in the evening, with a smaller height before noon. */
    DIURNAL(Duration.ofDays(1), Duration.ofSeconds(10)) {
        @Override
        double rate(double second, Dice dice) {
            double hour = second / 3_600 % 24;
            double evening = Math.exp(-Math.pow((hour - 20) / 3.2, 2));
            double noon = Math.exp(-Math.pow((hour - 11) / 3.0, 2));
            return 12 + 88 * Math.min(1, evening + 0.65 * noon);
        }
    },
    /** Two quiet hours, into which a crowd comes: from a tenth to all of it within a minute, gone with a half-life of 10 min. */
    FLASH_CROWD(Duration.ofHours(2), Duration.ofSeconds(5)) {
        @Override
        double rate(double second, Dice dice) {
            double since = second - dice.crowdAt();
            if (since < 0) {
                return 10;
            }
            return since < 60 ? 10 + 90 * since / 60 : 10 + 90 * Math.pow(0.5, (since - 60) / 600);
        }
    },
    /** A week from Monday on: working days as of DIURNAL, Saturday and Sunday at two fifths and later in the day. */
    WEEKEND(Duration.ofDays(7), Duration.ofSeconds(60)) {
        @Override
        double rate(double second, Dice dice) {
            boolean weekend = second / 86_400 % 7 >= 5;
            return weekend ? 0.4 * DIURNAL.rate(second - 7_200, dice) : DIURNAL.rate(second, dice);
        }
    },
    /** Six hours of teeth: up in a straight line over 25 minutes, down at once, as batches do. */
    SAW_TOOTH(Duration.ofHours(6), Duration.ofSeconds(5)) {
        @Override
        double rate(double second, Dice dice) {
            double part = second % 1_800 / 1_500;
            return part > 1 ? 8 : 8 + 92 * part;
        }
    };

    private static final double NOISE = 0.04;
    private static final double MEMORY_SECONDS = 300;

    private final Duration length;
    private final Duration step;

    SyntheticTrace(Duration length, Duration step) {
        this.length = length;
        this.step = step;
    }

    /** What is thrown once a trace. */
    record Dice(double crowdAt) {}

    abstract double rate(double second, Dice dice);

    /** Its name as one types it. */
    public String label() {
        return TypedNames.of(this);
    }

    public static Optional<SyntheticTrace> named(String name) {
        return TypedNames.find(values(), name);
    }

    /** All names, for messages. */
    public static String names() {
        return TypedNames.list(values());
    }

    /** The shape in its own length and steps. */
    public Trace trace(long seed) {
        return trace(seed, length, step);
    }

    /** The same in other ones. */
    public Trace trace(long seed, Duration otherLength, Duration otherStep) {
        Random random = new Random(seed);
        Dice dice = new Dice(1_800 + 1_800 * random.nextDouble());
        double seconds = otherStep.toNanos() / 1e9;
        double kept = Math.exp(-seconds / MEMORY_SECONDS);
        double fresh = NOISE * Math.sqrt(1 - kept * kept);
        double noise = NOISE * random.nextGaussian();
        double[] rates = new double[Math.toIntExact(otherLength.dividedBy(otherStep))];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = Math.max(0, rate(i * seconds, dice) * (1 + noise));
            noise = kept * noise + fresh * random.nextGaussian();
        }
        return new Trace(
                label(),
                Optional.empty(),
                otherStep,
                rates,
                List.of("invented: the shape '%s' from seed %d, no traffic that ever was".formatted(label(), seed)));
    }
}
