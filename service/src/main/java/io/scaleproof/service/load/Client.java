package io.scaleproof.service.load;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.CompletionStage;

/**
 * Who waits for an answer. Micronaut (4.10) tells no controller that its client is gone, so that its connection is watched.
 *
 * @param gone done when the connection is closed
 */
record Client(ChannelFuture gone) {
    static Client of(HttpRequest<?> request) {
        return new Client(((NettyHttpRequest<?>) request)
                .getChannelHandlerContext()
                .channel()
                .closeFuture());
    }

    /** Runs {@code then} if the client goes away before there is {@code answer}. */
    @SuppressWarnings("FutureReturnValueIgnored") // What comes of the answer is its controller's business.
    void ifGoneBefore(CompletionStage<?> answer, Runnable then) {
        ChannelFutureListener listener = closed -> then.run();
        gone.addListener(listener);
        // A kept connection carries many requests.
        answer.whenComplete((given, failure) -> gone.removeListener(listener));
    }
}
