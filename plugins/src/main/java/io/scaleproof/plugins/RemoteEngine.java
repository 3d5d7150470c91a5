package io.scaleproof.plugins;

import io.grpc.Channel;
import io.grpc.InsecureChannelCredentials;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.util.concurrent.TimeUnit;
import pulumirpc.EngineGrpc;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.LogSeverity;

/** The engine that started this plugin, by the address it gave. */
final class RemoteEngine implements Engine {
    private static final int PATIENCE_SECONDS = 5;

    private final Channel channel;

    RemoteEngine(String address) {
        channel = OkHttpChannelBuilder.forTarget(address, InsecureChannelCredentials.create())
                .directExecutor()
                .build();
    }

    @Override
    public void status(String urn, String message) {
        log(LogSeverity.INFO, urn, message, true);
    }

    @Override
    public void info(String urn, String message) {
        log(LogSeverity.INFO, urn, message, false);
    }

    @Override
    public void warning(String urn, String message) {
        log(LogSeverity.WARNING, urn, message, false);
    }

    private void log(LogSeverity severity, String urn, String message, boolean ephemeral) {
        LogRequest request = LogRequest.newBuilder()
                .setSeverity(severity)
                .setUrn(urn)
                .setMessage(message)
                .setEphemeral(ephemeral)
                .build();
        try {
            EngineGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .log(request);
        } catch (StatusRuntimeException e) {
            // An engine that is going away takes no more messages; the operation's own outcome still counts.
            System.err.printf("%s (not taken by the engine: %s)%n", message, e.getStatus());
        }
    }
}
