package io.scaleproof.service.stop;

import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.runtime.server.EmbeddedServer;
import io.scaleproof.service.Settings;
import io.scaleproof.service.health.Lifecycle;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIGTERM: readiness falls, answers go on while endpoints are withdrawn, what is in flight finishes, exit code 0. */
public final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    private final NettyEmbeddedServer server;
    private final Lifecycle lifecycle;
    private final Settings settings;

    private Drain(EmbeddedServer server) {
        this.server = (NettyEmbeddedServer) server;
        this.lifecycle = server.getApplicationContext().getBean(Lifecycle.class);
        this.settings = server.getApplicationContext().getBean(Settings.class);
    }

    /** Drains {@code server} when the process is told to stop. */
    public static void onSigterm(EmbeddedServer server) {
        var drain = new Drain(server);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("drain").unstarted(() -> {
                    int exitCode = drain.run();
                    // A JVM that ends by a signal exits with 143; halting here says that the stop was an orderly one.
                    Runtime.getRuntime().halt(exitCode);
                }));
    }

    private int run() {
        try {
            lifecycle.stop();
            LOG.info("Draining: not ready any more, answering for another {} s", settings.drain().toSeconds());
            Thread.sleep(settings.drain());
            server.shutdownGracefully().toCompletableFuture().get(settings.finish().toMillis(), TimeUnit.MILLISECONDS);
            LOG.info("Stopped: nothing was in flight any more");
            return 0;
        } catch (TimeoutException e) {
            LOG.warn("Stopped with requests unfinished after another {} s", settings.finish().toSeconds());
            return 1;
        } catch (InterruptedException | ExecutionException e) {
            LOG.error("Stopped without draining", e);
            return 1;
        }
    }
}
