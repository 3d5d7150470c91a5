package io.scaleproof.infra.config;

import java.util.Optional;
import java.util.Set;

/**
 * What a pod's requests should come to on average, where they count.
 *
 * @param inFlight requests that are being answered at a time, a mean over {@code windowSeconds}
 * @param rate requests a second, over the same window
 * @param windowSeconds how far back both look: a surge is seen whole only after this
 */
public record RequestTargets(Optional<Quantity> inFlight, Optional<Quantity> rate, int windowSeconds) {
    /** CPU that a request of {@code /load} burns unless it asks for another amount. */
    public static final int REQUEST_MILLIS = 25;

    /** Whether anything has to be measured for them. */
    public boolean any() {
        return inFlight.isPresent() || rate.isPresent();
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
        return new RequestTargets(inFlight, rate, read.value(Keys.REQUEST_WINDOW));
    }

    private static Optional<Quantity> target(
            SettingsReader read,
            ScaleMetric metric,
            Key<Optional<Quantity>> key,
            Optional<Quantity> derived,
            String example) {
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
