package io.scaleproof.infra.config;

import java.util.Optional;
import java.util.Set;

/**
 * What a pod's requests should come to on average, where they count.
 *
 * @param inFlight requests that are being answered at a time, a mean over {@code windowSeconds}
 * @param rate requests a second, over the same window
 * @param latencyMillis within which 95 of 100 are answered, over all pods
 * @param windowSeconds how far back all look: a surge is seen whole only after this
 */
public record RequestTargets(
        Optional<Quantity> inFlight, Optional<Quantity> rate, Optional<Integer> latencyMillis, int windowSeconds) {
    /** CPU that a request of {@code /load} burns unless it asks for another amount. */
    public static final int REQUEST_MILLIS = 25;

    /**
     * How many times as long as it burns a request may take. Alone in a pod, one of 25 ms takes up to 50 ms as the histogram
     * tells it (docs/service.md: from 25 to 50 is one bucket). At twice that, no load reads as half the target, and half is what
     * brings any number of pods back to one: an HPA keeps n of them above (n - 1) / n of a target.
     */
    static final int UNHURRIED = 4;

    /** Whether anything has to be measured for them. */
    public boolean any() {
        return inFlight.isPresent() || rate.isPresent() || latencyMillis.isPresent();
    }

    /** @param full what a pod uses that is full by its CPU, if CPU has a target */
    static RequestTargets from(SettingsReader read, Optional<Cpu> full) {
        // A request that burns CPU alone is in flight for as long as it burns: both are seconds a second.
        var inFlight = target(
                read,
                ScaleMetric.REQUESTS_IN_FLIGHT,
                Keys.TARGET_IN_FLIGHT,
                full.map(cpu -> new Quantity(cpu.millis())),
                "50m");
        var rate = target(
                read,
                ScaleMetric.REQUEST_RATE,
                Keys.TARGET_RATE,
                full.map(cpu -> new Quantity(cpu.millis() * 1_000 / REQUEST_MILLIS)),
                "2");
        var latency = target(
                read,
                ScaleMetric.LATENCY,
                Keys.TARGET_LATENCY,
                Optional.of(UNHURRIED * REQUEST_MILLIS),
                Integer.toString(UNHURRIED * REQUEST_MILLIS));
        return new RequestTargets(inFlight, rate, latency, read.value(Keys.REQUEST_WINDOW));
    }

    private static <T> Optional<T> target(
            SettingsReader read, ScaleMetric metric, Key<Optional<T>> key, Optional<T> derived, String example) {
        var given = read.value(key);
        if (!read.value(Keys.SCALE_ON).orElse(Set.of()).contains(metric)) {
            read.require(
                    given.isEmpty(), key, "it means nothing without %s in scaleOn".formatted(metric), key.byDefault());
            return Optional.empty();
        }
        var target = given.or(() -> derived);
        read.require(target.isPresent(), key, "there is no targetCpuUtilization to derive it from", example);
        return target;
    }
}
