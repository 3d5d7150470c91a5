package io.scaleproof.service;

import io.micronaut.runtime.Micronaut;
import io.scaleproof.service.startup.FlightRecorder;
import io.scaleproof.service.startup.IndexedServices;
import io.scaleproof.service.startup.StandardOutput;
import io.scaleproof.service.stop.UncleanExit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the service, and serves until SIGTERM. */
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
