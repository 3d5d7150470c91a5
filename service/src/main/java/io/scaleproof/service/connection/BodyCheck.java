package io.scaleproof.service.connection;

import io.micronaut.http.HttpStatus;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.scaleproof.service.metrics.Metrics;
import io.scaleproof.service.metrics.Refused;
import java.nio.channels.ClosedChannelException;

/**
 * Refuses a request whose body is no HTTP, such as chunks without a length, and ends its connection: Netty can read
 * nothing more from it. Micronaut would take the broken body for a whole one, and keep the connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The connection is closed, come what may.
final class BodyCheck extends ChannelDuplexHandler {
    private final InFlightRequests inFlight;
    private final Metrics metrics;
    private boolean broken;
    private boolean refused;

    BodyCheck(InFlightRequests inFlight, Metrics metrics) {
        this.inFlight = inFlight;
        this.metrics = metrics;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (isBrokenBody(message)) {
            broken = true;
            metrics.requestRefused(Refused.BODY);
            refuseInTurn(ctx);
        }
        if (broken) {
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    /** What is broken from its head on is a request, too, and refused by Micronaut. */
    private static boolean isBrokenBody(Object message) {
        return message instanceof HttpContent body
                && !(message instanceof HttpRequest)
                && body.decoderResult().isFailure();
    }

    /** Answers come in the order of their requests; that of the broken one, which is the last, may have been given before. */
    private void refuseInTurn(ChannelHandlerContext ctx) {
        if (inFlight.count() == 1) {
            refused = true;
            ctx.writeAndFlush(Refusal.of(HttpStatus.BAD_REQUEST, "The body is not sent as the headers say"));
        } else if (inFlight.count() == 0) {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (refused) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        ctx.write(message, promise);
        if (broken && message instanceof LastHttpContent) {
            refuseInTurn(ctx);
        }
    }

    /** Not asked by reflection, which would cost the first connection its time. */
    @Override
    public boolean isSharable() {
        return false;
    }
}
