package io.scaleproof.loadtest.trials;

import io.scaleproof.loadtest.simulate.Weather;
import java.time.Duration;
import java.util.Optional;

/** What happens to a stack, at times that its trial's seed decides. */
final class StackWeather implements Weather {
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration SYNC = Duration.ofSeconds(15);
    private static final Duration COUNTERS = Duration.ofSeconds(5);
    private static final double LOST = 0.12;

    private final Stack stack;
    private final Chance chance;

    StackWeather(Stack stack, Chance chance) {
        this.stack = stack;
        this.chance = chance;
    }

    @Override
    public double costFactor(Duration now) {
        double left = Math.max(0, 1 - (double) now.toMillis() / WARM_UP.toMillis());
        return stack.costFactor * (1 + stack.drift * left);
    }

    @Override
    public double metricsFactor(Duration now) {
        long round = round(now, stack.resolution);
        double noisy = stack.alternates
                ? 1 + (round % 2 == 0 ? stack.noise : -stack.noise)
                : 1 + stack.noise * (2 * chance.at("noise", round) - 1);
        return noisy * (1 - (1 - stack.starvedPart) * starved(now.minus(stack.resolution), now));
    }

    /** For what part of the time between the two the machine had no processor to spare. */
    private double starved(Duration from, Duration to) {
        long begin = Math.max(from.toMillis(), stack.starvedFrom.toMillis());
        long end =
                Math.min(to.toMillis(), stack.starvedFrom.plus(stack.starvedFor).toMillis());
        return Math.max(0, end - begin) / (double) to.minus(from).toMillis();
    }

    @Override
    public boolean skipsMetrics(Duration now) {
        return stack.blind || (stack.losesMetrics && isLost("metrics", round(now, stack.resolution)));
    }

    @Override
    public boolean skipsSync(Duration now) {
        return stack.missesSyncs && isLost("sync", round(now, SYNC));
    }

    /** Never two in a row. */
    private boolean isLost(String what, long round) {
        return chance.at(what, round) < LOST && chance.at(what, round - 1) >= LOST;
    }

    private static long round(Duration now, Duration period) {
        return Math.floorDiv(now.toMillis(), period.toMillis());
    }

    @Override
    public Duration waitsForNode(Duration now) {
        return stack.nodeWait;
    }

    @Override
    public double droppedWhileLeaving() {
        return stack.droppedWhileLeaving;
    }

    @Override
    public double burns(Duration now, Duration sinceReady) {
        double young = sinceReady.compareTo(stack.young) < 0 ? stack.youngMillicores : 0;
        return young + (now.compareTo(stack.restlessFrom) >= 0 ? stack.restlessMillicores : 0);
    }

    @Override
    public boolean stallsGenerator(Duration now) {
        return now.compareTo(stack.stallFrom) >= 0 && now.compareTo(stack.stallFrom.plus(stack.stallFor)) < 0;
    }

    @Override
    public Optional<Duration> readsCountersEvery() {
        return stack.readsCounters ? Optional.of(COUNTERS) : Optional.empty();
    }
}
