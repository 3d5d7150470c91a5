package io.scaleproof.service.stop;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;

/**
 * Exit code 1 for a stop that left requests unanswered. A clean one ends as a JVM does that a signal ends, with 143, of which
 * the image's launcher makes 0.
 */
public final class UncleanExit {
    private static final int CODE = 1;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    /** Longer than every drain: whoever hangs in his own stop shall not be waited for by this. */
    private static final Duration AT_MOST = Duration.ofMinutes(30);

    private static volatile boolean unclean;

    private UncleanExit() {}

    static void happens() {
        unclean = true;
    }

    /** Ends the process with it, if need be, when Micronaut's own hook has stopped {@code context} and with it all beans. */
    public static void isSaidAfter(ApplicationContext context) {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("unclean-exit").unstarted(() -> {
                    long end = System.nanoTime() + AT_MOST.toNanos();
                    try {
                        while (context.isRunning() && System.nanoTime() < end) {
                            Thread.sleep(LOOK_AGAIN);
                        }
                        if (unclean) {
                            Runtime.getRuntime().halt(CODE);
                        }
                    } catch (InterruptedException e) {
                        // Told to hurry: then it is 143.
                    }
                }));
    }
}
