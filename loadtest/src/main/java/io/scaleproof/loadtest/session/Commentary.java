package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.hpa.ControllerFlags;
import io.scaleproof.loadtest.hpa.Replay;
import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.HpaSample;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.watch.Observed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Explains the HPA's decisions while the run goes on, each once. */
final class Commentary {
    /** After this time what the HPA had seen of metrics and pods has been seen here, too. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final IntSupplier sights;
    private final Supplier<Observed> news;
    private Optional<Replay> replay = Optional.empty();
    private Duration told = Duration.ZERO;
    private int read;

    /**
     * @param sights how often the HPA was seen so far
     * @param news all statuses of the HPA so far, and the usages that came since it was asked the last time
     */
    Commentary(IntSupplier sights, Supplier<Observed> news) {
        this.sights = sights;
        this.news = news;
    }

    /** The decisions that can be explained since the last call, which comes every second. */
    List<Decision> news(Duration now) {
        int seen = sights.getAsInt();
        if (seen == read) {
            return List.of();
        }
        Observed observed = news.get();
        List<HpaSample> settled = observed.hpa().stream()
                .takeWhile(status -> status.at().plus(SETTLED).compareTo(now) <= 0)
                .toList();
        if (settled.size() == observed.hpa().size()) {
            read = seen;
        }
        List<Decision> decisions = observed
                .settings()
                .map(settings ->
                        under(settings).next(settled, observed.pods(), observed.usages(), observed.metricReadings()))
                .orElse(List.of())
                .stream()
                .filter(decision ->
                        decision.from() != decision.to() && decision.at().compareTo(told) > 0)
                .toList();
        if (!decisions.isEmpty()) {
            told = decisions.getLast().at();
        }
        return decisions;
    }

    private Replay under(HpaSettings settings) {
        Replay going = replay.map(last -> last.settings().equals(settings) ? last : last.under(settings))
                .orElseGet(() -> new Replay(settings, ControllerFlags.DEFAULT));
        replay = Optional.of(going);
        return going;
    }

    /** Syncs replayed so far. */
    int replayed() {
        return replay.map(Replay::syncs).orElse(0);
    }
}
