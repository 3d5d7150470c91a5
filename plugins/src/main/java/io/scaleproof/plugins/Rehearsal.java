package io.scaleproof.plugins;

import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.ConfigureRequest;
import pulumirpc.Provider.CreateRequest;
import pulumirpc.Provider.CreateResponse;
import pulumirpc.Provider.DiffRequest;
import pulumirpc.Provider.ProviderHandshakeRequest;
import pulumirpc.Provider.ReadRequest;
import pulumirpc.ResourceProviderGrpc;
import pulumirpc.ResourceProviderGrpc.ResourceProviderBlockingStub;
import tools.jackson.databind.node.ObjectNode;

/**
 * One pass through a plugin's calls, for the JVM to record which classes an update needs (its ahead-of-time cache). What the
 * plugin talks to is played by a server that gives one canned answer to everything.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /** Plays the outside world at an address. */
    public static HttpServer answering(HttpServer server, int status, String contentType, String body)
            throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, status, contentType, body));
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, int status, String contentType, String body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** What a plugin is given to do: inputs of one type under a configuration. */
    public record Act(ObjectNode configuration, String type, ObjectNode inputs) {}

    /** Sets the stage, runs the act on it and clears it away. */
    @FunctionalInterface
    public interface Play {
        void on(Consumer<Act> stage) throws IOException, InterruptedException;
    }

    static void run(ResourcePlugin plugin, Play play) throws IOException, InterruptedException {
        Server server = PluginServer.serve(plugin);
        ManagedChannel channel = OkHttpChannelBuilder.forAddress(
                        "127.0.0.1", server.getPort(), InsecureChannelCredentials.create())
                .build();
        try {
            play.on(act -> rehearse(ResourceProviderGrpc.newBlockingStub(channel), act));
        } finally {
            channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
            server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    private static void rehearse(ResourceProviderBlockingStub calls, Act act) {
        Struct configuration = Json.struct(act.configuration());
        calls.handshake(ProviderHandshakeRequest.getDefaultInstance());
        calls.getPluginInfo(Empty.getDefaultInstance());
        calls.checkConfig(CheckRequest.newBuilder().setNews(configuration).build());
        calls.configure(ConfigureRequest.newBuilder().setArgs(configuration).build());
        String urn = "urn:pulumi:rehearsal::rehearsal::" + act.type() + "::rehearsal";
        Struct inputs = calls.check(CheckRequest.newBuilder()
                        .setUrn(urn)
                        .setNews(Json.struct(act.inputs()))
                        .build())
                .getInputs();
        calls.diff(DiffRequest.newBuilder()
                .setUrn(urn)
                .setOldInputs(inputs)
                .setNews(inputs)
                .build());
        CreateResponse created = calls.create(
                CreateRequest.newBuilder().setUrn(urn).setProperties(inputs).build());
        calls.read(ReadRequest.newBuilder()
                .setUrn(urn)
                .setId(created.getId())
                .setInputs(inputs)
                .setProperties(created.getProperties())
                .build());
        calls.cancel(Empty.getDefaultInstance());
    }
}
