package io.scaleproof.infra;

import com.pulumi.core.Output;
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
}
