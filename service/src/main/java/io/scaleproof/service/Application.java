package io.scaleproof.service;

import io.micronaut.runtime.server.EmbeddedServer;
import io.scaleproof.service.log.LogFormat;
import io.scaleproof.service.start.FlightRecorder;
import io.scaleproof.service.start.ListeningSocket;
import io.scaleproof.service.start.ProcessClock;
import io.scaleproof.service.start.ServiceContext;
import io.scaleproof.service.stop.Drain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the service, says how long it took, and serves until SIGTERM. */
public final class Application {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private Application() {}

    /** Exit codes: 0 after a clean stop, 1 when the service cannot start or had to leave requests unfinished. */
    public static void main(String[] args) {
        // What there is, is named (StaticServices, jvm.options). Whoever searches the class path all the same finds
        // the JDK alone: to look into the jar is to read its 6,500 entries first, 15 ms of CPU.
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            LogFormat.from(System.getenv());
            Settings settings = Settings.from(System.getenv());
            EmbeddedServer server = start(settings, ListeningSocket.on(settings.port()));
            Drain.onSigterm(server);
            LOG.info(
                    "Ready on port {}, {} ms after the process started",
                    server.getPort(),
                    ProcessClock.sinceStart().toMillis());
        } catch (IllegalArgumentException e) {
            LOG.error("Not started: {}", e.getMessage());
            System.exit(1);
        } catch (RuntimeException | Error e) {
            // An Error, too: the port is open, and whoever connects would wait for ever.
            LOG.error("Not started", e);
            System.exit(1);
        }
    }

    private static EmbeddedServer start(Settings settings, ListeningSocket socket) {
        FlightRecorder.leaveAsleep();
        return new ServiceContext(settings, socket)
                .start()
                .getBean(EmbeddedServer.class)
                .start();
    }
}
