package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.deployment.internal.DeploymentImpl;
import com.pulumi.deployment.internal.EngineLogger;
import com.pulumi.deployment.internal.Runner;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class PatientSdkTest {
    /** That it pauses hangs on the text of a log line of the SDK: another SDK may say it otherwise. */
    @Test
    void theSdksOwnLoopPausesWhileItWaitsForATask() throws ReflectiveOperationException {
        PatientSdk.giveThreads();
        PatientSdk.pauseItsLoop();
        Runner loop = loop();
        long before = PatientSdk.pauses();

        var done = loop.runAsync(() -> {
                    loop.registerTask(
                            "slow", new CompletableFuture<String>().completeOnTimeout("done", 1, TimeUnit.SECONDS));
                    return "program";
                })
                .orTimeout(30, TimeUnit.SECONDS)
                .join();

        assertThat(done.exitCode()).isZero();
        // A second of pauses of 20 ms each; a loop that does not pause counts none.
        assertThat(PatientSdk.pauses() - before).isGreaterThanOrEqualTo(5);
    }

    /** As Pulumi's deployment makes it; the mocks of its test framework bring another, with another logger. */
    private static Runner loop() throws ReflectiveOperationException {
        Constructor<?> constructor = Class.forName(DeploymentImpl.class.getName() + "$DefaultRunner")
                .getDeclaredConstructor(Logger.class, EngineLogger.class);
        constructor.setAccessible(true);
        Object silent = Proxy.newProxyInstance(
                EngineLogger.class.getClassLoader(),
                new Class<?>[] {EngineLogger.class},
                (_, method, _) ->
                        method.getReturnType() == boolean.class ? false : CompletableFuture.completedFuture(null));
        return (Runner) constructor.newInstance(Logger.getLogger(DeploymentImpl.class.getName()), silent);
    }
}
