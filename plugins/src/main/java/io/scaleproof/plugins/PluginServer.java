package io.scaleproof.plugins;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Serves a plugin the way the engine expects: its own address comes as the last argument, our port goes to standard output. */
public final class PluginServer {
    /** What the engine allows itself. */
    private static final int LARGEST_MESSAGE_BYTES = 400 << 20;

    private static final String REHEARSE = "--rehearse";

    private PluginServer() {}

    public static void run(String[] arguments, Function<Engine, ResourcePlugin> plugin, Rehearsal.Play play)
            throws IOException, InterruptedException {
        if (arguments.length == 0) {
            System.err.println(
                    "This is a Pulumi resource plugin: the pulumi command starts it, with the engine's address.");
            System.exit(2);
        }
        if (arguments[0].equals(REHEARSE)) {
            Rehearsal.run(plugin.apply(message -> {}), play);
            return;
        }
        Server server = serve(plugin.apply(new RemoteEngine(engine(arguments))));
        System.out.println(server.getPort());
        // A killed pulumi cannot stop its plugins.
        ProcessHandle.current().parent().ifPresent(PluginServer::endWith);
        server.awaitTermination();
    }

    /** The engine's address comes last; before it stand flags for its log (with {@code -v=9 --logtostderr}), which it has itself. */
    static String engine(String... arguments) {
        return arguments[arguments.length - 1];
    }

    private static void endWith(ProcessHandle engine) {
        Thread.ofVirtual().start(() -> {
            engine.onExit().join();
            System.exit(1);
        });
    }

    public static Server serve(ResourcePlugin plugin) throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return OkHttpServerBuilder.forPort(anyPort, InsecureServerCredentials.create())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .maxInboundMessageSize(LARGEST_MESSAGE_BYTES)
                .addService(plugin)
                .build()
                .start();
    }
}
