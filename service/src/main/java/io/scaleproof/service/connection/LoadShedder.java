package io.scaleproof.service.connection;

import io.micronaut.http.HttpStatus;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.scaleproof.service.load.Burners;
import io.scaleproof.service.metrics.Route;
import io.scaleproof.service.problem.Problem;
import java.nio.charset.StandardCharsets;

/**
 * Refuses {@code /load} while no more may wait, before Micronaut routes it: most of what a request costs is routing, which
 * a refused one need not cost. In an overload that is what probes wait for.
 */
@SuppressWarnings("FutureReturnValueIgnored") // ConnectionEnd closes the connection, come what may.
final class LoadShedder extends ChannelInboundHandlerAdapter {
    private final Burners burners;
    private final InFlightRequests inFlight;
    /** Nothing is read any more: {@link ConnectionEnd} closes the connection with this answer. */
    private boolean refused;

    LoadShedder(Burners burners, InFlightRequests inFlight) {
        this.burners = burners;
        this.inFlight = inFlight;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!refused && message instanceof HttpRequest request && mayBeRefusedHere(request)) {
            burners.refusal().ifPresent(reason -> {
                refused = true;
                ctx.writeAndFlush(refusal(reason));
            });
        }
        if (refused) {
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    /** Behind an unanswered request of the same connection, an answer given here would overtake that one's. */
    private boolean mayBeRefusedHere(HttpRequest request) {
        return (HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method()))
                && request.decoderResult().isSuccess()
                && Route.of(request.uri()) == Route.LOAD
                && inFlight.count() == 1;
    }

    /** The codec leaves the body out for HEAD. */
    private static FullHttpResponse refusal(String reason) {
        var body = Unpooled.wrappedBuffer(
                new Problem(HttpStatus.SERVICE_UNAVAILABLE, reason).json().getBytes(StandardCharsets.UTF_8));
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SERVICE_UNAVAILABLE, body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.RETRY_AFTER, Problem.RETRY_AFTER);
        return response;
    }

    /** Not asked by reflection, which would cost the first connection its time. */
    @Override
    public boolean isSharable() {
        return false;
    }
}
