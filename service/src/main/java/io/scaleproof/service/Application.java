package io.scaleproof.service;

import io.micronaut.runtime.Micronaut;
import io.scaleproof.service.shortcuts.FlightRecorder;
import io.scaleproof.service.shortcuts.IndexedServices;
import io.scaleproof.service.shortcuts.StandardOutput;
import io.scaleproof.service.stop.UncleanExit;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the service, and serves until SIGTERM. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Scaleproof service",
                        version = "0.1.0",
                        description = """
                                A service that uses as much CPU and memory as it is asked to, so that its autoscaling can be proved.
                                Every path takes HEAD as well. Errors are problems as RFC 9457 has them: other paths are answered with
                                404, other methods with 405, a URI that is too long with 413, what is no valid HTTP with 400.
                                """,
                        license = @License(name = "Apache-2.0", identifier = "Apache-2.0")))
public final class Application {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private Application() {}

    /** Exit codes: 0 after a clean stop, 1 when the service cannot start or had to leave requests unfinished. */
    public static void main(String[] args) {
        StandardOutput.outlivesAnInheritedSocket();
        FlightRecorder.leaveAsleep();
        List<String> problems = Variable.problems(System.getenv());
        if (!problems.isEmpty()) {
            LOG.error("Not started: {}", String.join("; ", problems));
            System.exit(1);
        }
        UncleanExit.isSaidAfter(IndexedServices.with(() -> Micronaut.build(args))
                .mainClass(Application.class)
                .banner(false)
                .start());
    }
}
