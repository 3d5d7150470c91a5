package io.scaleproof.service.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;

/** Tells the {@link ConnectionLimit} of a connection whether it waits for an answer or rests. */
@SuppressWarnings("FutureReturnValueIgnored") // The promise handed in is what the writer looks at.
final class RestingConnection extends ChannelDuplexHandler {
    private final ConnectionLimit limit;
    private final InFlightRequests inFlight;

    RestingConnection(ConnectionLimit limit, InFlightRequests inFlight) {
        this.limit = limit;
        this.inFlight = inFlight;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        limit.opened(ctx.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest) {
            limit.asks(ctx.channel());
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ctx.write(message, promise);
        if (message instanceof LastHttpContent && inFlight.count() == 0) {
            limit.rests(ctx.channel());
        }
    }

    /** Not asked by reflection, which would cost the first connection its time. */
    @Override
    public boolean isSharable() {
        return false;
    }
}
