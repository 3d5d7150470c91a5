package io.scaleproof.infra;

import com.pulumi.deployment.Deployment;
import io.scaleproof.infra.MetricsApi.Available;
import io.scaleproof.infra.MetricsApi.Hopeless;
import io.scaleproof.infra.MetricsApi.Starting;
import io.scaleproof.infra.MetricsApi.State;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Waits for a metrics API that is on its way, and for no other.
 *
 * @param patience how long it may take
 * @param pause between two looks
 */
record MetricsWait(MetricsApi api, Duration patience, Duration pause, Consumer<String> progress) {
    /** minikube's add-on measures once a minute and answers after two measurements; its image may have to be pulled. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    static MetricsWait of(MetricsApi api, Consumer<String> progress) {
        return new MetricsWait(api, PATIENCE, PAUSE, progress);
    }

    /** Why the API is not available, if it does not become so. A preview looks once, and takes what may come for there. */
    Optional<String> missing() {
        return Deployment.getInstance().isDryRun() ? foreseen() : awaited();
    }

    private Optional<String> foreseen() {
        return switch (api.look()) {
            case Available _ -> Optional.empty();
            case Hopeless(String why) -> Optional.of(why);
            case Starting(String why) -> {
                progress.accept("The cluster's metrics API is starting (%s); an update waits for it, up to %d s"
                        .formatted(why, patience.toSeconds()));
                yield Optional.empty();
            }
        };
    }

    private Optional<String> awaited() {
        long begun = System.nanoTime();
        State state = api.look();
        if (state instanceof Starting(String why)) {
            progress.accept(
                    "Waiting for the cluster's metrics API, up to %d s (%s)".formatted(patience.toSeconds(), why));
            state = whenDecided(begun);
            progress.accept("Waited %d s for the cluster's metrics API".formatted(seconds(begun)));
        }
        return switch (state) {
            case Available _ -> Optional.empty();
            case Hopeless(String why) -> Optional.of(why);
            case Starting(String why) -> Optional.of("%s; waited for %d s".formatted(why, seconds(begun)));
        };
    }

    /** The first state that is no start any more, or how it is when patience ends. */
    private State whenDecided(long begun) {
        try {
            State state;
            do {
                Thread.sleep(pause);
                state = api.look();
            } while (state instanceof Starting && System.nanoTime() - begun < patience.toNanos());
            return state;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Hopeless("interrupted");
        }
    }

    private static long seconds(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    }
}
