package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.deployment.Deployment;
import java.util.concurrent.CompletableFuture;

/** Keeps a failure in one place. */
public final class Success {
    private Success() {}

    /**
     * The value of {@code output} if it has one, and nothing, ever, if it fails. The failure itself ends the program with
     * its message. Were {@code output} handed to a resource as it is, the SDK would bury that message under a stack trace
     * of each resource that waits for it.
     *
     * @param output a value that is known wherever this is asked, in previews too: what waits for one that stays unknown waits for ever
     */
    public static <T> Output<T> of(Output<T> output) {
        var value = new CompletableFuture<T>();
        var _ = output.applyValue(value::complete);
        return Output.of(value);
    }

    /**
     * {@code value}, once {@code check} has found nothing wrong with what was made. A preview checks nothing and has it at once: what
     * it only would make is never known there.
     *
     * @param made known once all of it is there
     * @param check throws what ends the program
     */
    public static <T> Output<T> onceChecked(T value, Output<?> made, Runnable check) {
        return Deployment.getInstance().isDryRun()
                ? Output.of(value)
                : of(made.applyValue(_ -> {
                    check.run();
                    return value;
                }));
    }
}
