package io.scaleproof.service.stop;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;

/** What the process ends with: a JVM that a signal ends would exit with 143, whether all was answered or not. */
public final class ExitCode {
    static final int CLEAN = 0;
    static final int UNANSWERED = 1;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private static volatile int code = CLEAN;

    private ExitCode() {}

    static void set(int value) {
        code = value;
    }

    /** Ends the process with it as soon as Micronaut's own hook has stopped {@code context} and with it all beans. */
    public static void endsTheProcessAfter(ApplicationContext context) {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("exit-code").unstarted(() -> {
                    try {
                        while (context.isRunning()) {
                            Thread.sleep(LOOK_AGAIN);
                        }
                        Runtime.getRuntime().halt(code);
                    } catch (InterruptedException e) {
                        // Told to hurry: then it is 143.
                    }
                }));
    }
}
