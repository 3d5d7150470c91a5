package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits so long for the Kubernetes client, which in some places would wait for ever. */
record TimeLimit(Duration atMost) {

    /**
     * What {@code call} returns or throws.
     *
     * @throws KubernetesClientException too, when that takes too long, or the caller is interrupted
     */
    <T> T get(Supplier<T> call) {
        FutureTask<T> task = new FutureTask<>(call::get);
        Thread.ofVirtual().name("kubernetes").start(task);
        try {
            return task.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new KubernetesClientException("no whole answer within %d s".formatted(atMost.toSeconds()), e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("interrupted while waiting for an answer", e);
        } catch (ExecutionException e) {
            throw KubernetesClientException.launderThrowable(e.getCause());
        }
    }

    void run(Runnable call) {
        var _ = get(() -> {
            call.run();
            return true;
        });
    }
}
