package io.scaleproof.service.load;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Who waits for an answer. Micronaut (4.10) tells no controller that its client is gone, so that its connection is watched.
 *
 * @param connection nothing where a filter has made a request of its own: then the client is taken to stay
 */
record Client(Optional<Channel> connection) {
    static Client of(HttpRequest<?> request) {
        HttpRequest<?> received = request;
        while (received instanceof HttpRequestWrapper<?> wrapper) {
            received = wrapper.getDelegate();
        }
        return new Client(
                received instanceof NettyHttpRequest<?> netty
                        ? Optional.of(netty.getChannelHandlerContext().channel())
                        : Optional.empty());
    }

    /** CPU time that its request has cost the event loop until now. */
    Duration serving() {
        return connection
                .map(channel -> channel.pipeline().get(ServingCpu.class))
                .map(ServingCpu::soFar)
                .orElse(Duration.ZERO);
    }

    /** Runs {@code then} if the client goes away before there is {@code answer}. */
    void ifGoneBefore(CompletionStage<?> answer, Runnable then) {
        connection.ifPresent(channel -> watch(channel.closeFuture(), answer, then));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What comes of the answer is its controller's business.
    private static void watch(ChannelFuture end, CompletionStage<?> answer, Runnable then) {
        ChannelFutureListener listener = closed -> then.run();
        end.addListener(listener);
        // A kept connection carries many requests.
        answer.whenComplete((given, failure) -> end.removeListener(listener));
    }
}
