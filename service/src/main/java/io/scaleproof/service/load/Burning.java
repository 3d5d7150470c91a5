package io.scaleproof.service.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A burn that was accepted and is not over. */
final class Burning implements Runnable {
    private final Duration cpu;
    private final CpuBurner burner;
    private final Backlog backlog;
    private final Consumer<Duration> onBegin;
    private final long acceptedNanos = System.nanoTime();
    private final CompletableFuture<Burn> result = new CompletableFuture<>();
    private volatile boolean unwanted;

    /** @param onBegin told how long it has waited */
    Burning(Duration cpu, CpuBurner burner, Backlog backlog, Consumer<Duration> onBegin) {
        this.cpu = cpu;
        this.burner = burner;
        this.backlog = backlog;
        this.onBegin = onBegin;
    }

    @Override
    public void run() {
        try {
            onBegin.accept(Duration.ofNanos(System.nanoTime() - acceptedNanos));
            end(burner.burn(cpu, () -> unwanted));
        } catch (RuntimeException | Error e) {
            backlog.remove(cpu);
            result.completeExceptionally(e);
        }
    }

    /** Nobody wants it any more: it ends soon, with what it has burned until then. */
    void giveUp() {
        unwanted = true;
    }

    /** Ends it before it has begun. */
    void drop() {
        end(new Burn(Duration.ZERO, Duration.ZERO));
    }

    private void end(Burn burn) {
        backlog.remove(cpu);
        result.complete(burn);
    }

    CompletionStage<Burn> result() {
        return result;
    }
}
