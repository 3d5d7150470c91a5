package io.scaleproof.service.load;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Who waits for an answer. Micronaut (4.10) tells no controller that its client is gone, so that its connection is watched.
 */
record Client(Channel connection) {
    static Client of(HttpRequest<?> request) {
        return new Client(
                ((NettyHttpRequest<?>) request).getChannelHandlerContext().channel());
    }

    /** CPU time that its request has cost the event loop until now. */
    Duration serving() {
        ServingCpu cpu = connection.pipeline().get(ServingCpu.class);
        return cpu == null ? Duration.ZERO : cpu.soFar();
    }

    /** Runs {@code then} if the client goes away before there is {@code answer}. */
    @SuppressWarnings("FutureReturnValueIgnored") // What comes of the answer is its controller's business.
    void ifGoneBefore(CompletionStage<?> answer, Runnable then) {
        ChannelFutureListener listener = closed -> then.run();
        connection.closeFuture().addListener(listener);
        // A kept connection carries many requests.
        answer.whenComplete((given, failure) -> connection.closeFuture().removeListener(listener));
    }
}
