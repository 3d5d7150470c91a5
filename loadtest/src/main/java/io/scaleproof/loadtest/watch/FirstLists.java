package io.scaleproof.loadtest.watch;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.scaleproof.loadtest.target.ApiErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits until feeds have begun, all of them together at most so long. */
final class FirstLists {
    private final Duration within;
    private final long untilNanos;

    FirstLists(Duration within) {
        this.within = within;
        this.untilNanos = System.nanoTime() + within.toNanos();
    }

    /**
     * Waits for feeds that are all needed.
     *
     * @throws KubernetesClientException that says of each that could not begin why not, with the first one's code
     */
    void require(Collection<Feed<?, ?>> feeds) throws InterruptedException {
        List<KubernetesClientException> failures = new ArrayList<>();
        for (Feed<?, ?> feed : feeds) {
            failure(feed).ifPresent(failures::add);
        }
        if (!failures.isEmpty()) {
            throw new KubernetesClientException(
                    failures.stream().map(ApiErrors::words).collect(joining("; ")),
                    failures.getFirst().getCode(),
                    null);
        }
    }

    /** Why a feed could not begin; empty when it has. */
    Optional<KubernetesClientException> failure(Feed<?, ?> feed) throws InterruptedException {
        try {
            feed.started().get(untilNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(
                    e.getCause() instanceof KubernetesClientException refused
                            ? refused
                            : new KubernetesClientException(
                                    "%s could not be read: %s".formatted(feed.resource(), e.getCause()), e));
        } catch (TimeoutException e) {
            return Optional.of(new KubernetesClientException(
                    "%s could not be watched within %d s".formatted(feed.resource(), within.toSeconds())));
        }
    }
}
