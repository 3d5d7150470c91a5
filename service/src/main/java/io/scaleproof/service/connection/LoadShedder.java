package io.scaleproof.service.connection;

import io.micronaut.http.HttpStatus;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import io.scaleproof.service.load.Burners;
import io.scaleproof.service.load.LoadRequest;
import io.scaleproof.service.metrics.Metrics;
import io.scaleproof.service.metrics.Refused;
import io.scaleproof.service.metrics.Route;
import io.scaleproof.service.problem.BadRequest;
import io.scaleproof.service.problem.Problem;

/**
 * Refuses {@code /load} while no more may wait, before Micronaut routes it: most of what a request costs is routing, which
 * a refused one need not cost. In an overload that is what probes wait for.
 */
@SuppressWarnings("FutureReturnValueIgnored") // ConnectionEnd closes the connection, come what may.
final class LoadShedder extends ChannelInboundHandlerAdapter {
    private final Burners burners;
    private final InFlightRequests inFlight;
    private final Metrics metrics;
    /** Nothing is read any more: {@link ConnectionEnd} closes the connection with this answer. */
    private boolean refused;

    LoadShedder(Burners burners, InFlightRequests inFlight, Metrics metrics) {
        this.burners = burners;
        this.inFlight = inFlight;
        this.metrics = metrics;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!refused && message instanceof HttpRequest request && mayBeRefusedHere(request)) {
            burners.refusal().filter(reason -> isRight(request)).ifPresent(reason -> {
                refused = true;
                metrics.requestRefused(Refused.BACKLOG);
                var refusal = Refusal.of(HttpStatus.SERVICE_UNAVAILABLE, reason);
                refusal.headers().set(HttpHeaderNames.RETRY_AFTER, Problem.RETRY_AFTER);
                ctx.writeAndFlush(refusal);
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
                && inFlight.newestRoute() == Route.LOAD
                && inFlight.count() == 1;
    }

    /** A wrong request is not told to come again: Micronaut says what is wrong with it. */
    private static boolean isRight(HttpRequest request) {
        try {
            LoadRequest.of(new QueryStringDecoder(request.uri()).parameters());
            return true;
        } catch (IllegalArgumentException | BadRequest e) {
            return false;
        }
    }

    /** Not asked by reflection, which would cost the first connection its time. */
    @Override
    public boolean isSharable() {
        return false;
    }
}
