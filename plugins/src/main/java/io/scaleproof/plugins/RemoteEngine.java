package io.scaleproof.plugins;

import io.grpc.Channel;
import io.grpc.InsecureChannelCredentials;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.util.concurrent.TimeUnit;
import pulumirpc.EngineGrpc;
import pulumirpc.EngineOuterClass.LogRequest;

/** The engine that started this plugin, by the address it gave. */
final class RemoteEngine implements Engine {
    private static final int PATIENCE_SECONDS = 5;

    private final Channel channel;

    RemoteEngine(String address) {
        channel = OkHttpChannelBuilder.forTarget(address, InsecureChannelCredentials.create())
                .build();
    }

    @Override
    public void log(LogRequest message) {
        try {
            EngineGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .log(message);
        } catch (StatusRuntimeException e) {
            // An engine that is going away takes no more messages; the operation's own outcome still counts.
            System.err.printf("%s (not taken by the engine: %s)%n", message.getMessage(), e.getStatus());
        }
    }
}
