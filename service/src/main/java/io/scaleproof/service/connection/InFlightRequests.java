package io.scaleproof.service.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.scaleproof.service.metrics.Metrics;
import io.scaleproof.service.metrics.Refused;
import io.scaleproof.service.metrics.Route;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and times the requests of one connection, those that are no valid HTTP included. */
@SuppressWarnings("FutureReturnValueIgnored") // The promise handed in is what the writer looks at.
final class InFlightRequests extends ChannelDuplexHandler {
    private static final Logger ACCESS = LoggerFactory.getLogger("access");

    private record InFlight(String method, String uri, Route route, long startNanos) {}

    private final Metrics metrics;
    private final Function<String, Route> routes;
    private final boolean accessLog;
    /** Several when a client pipelines; answers come in the same order. */
    private final Deque<InFlight> inFlight = new ArrayDeque<>(2);

    private int arrived;
    private int answered;
    private long answerNanos;
    private int status;

    /** @param routes the route of a URI */
    InFlightRequests(Metrics metrics, Function<String, Route> routes, boolean accessLog) {
        this.metrics = metrics;
        this.routes = routes;
        this.accessLog = accessLog;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        metrics.connectionOpened();
        ctx.channel().closeFuture().addListener(closed -> metrics.connectionClosed());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            var route = routes.apply(request.uri());
            metrics.requestStarted(route);
            if (request.decoderResult().isFailure()) {
                metrics.requestRefused(Refused.HEAD);
            }
            inFlight.add(new InFlight(request.method().name(), request.uri(), route, System.nanoTime()));
        }
        if (message instanceof LastHttpContent) {
            arrived++;
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            status = response.status().code();
        }
        if (message instanceof LastHttpContent && HttpStatusClass.valueOf(status) != HttpStatusClass.INFORMATIONAL) {
            answerNanos = ctx.executor().ticker().nanoTime();
            answered(inFlight.poll());
        }
        ctx.write(message, promise);
    }

    private void answered(InFlight request) {
        if (request == null) {
            return;
        }
        answered++;
        var duration = Duration.ofNanos(System.nanoTime() - request.startNanos);
        metrics.requestAnswered(request.route, request.method, status, duration);
        if (accessLog) {
            ACCESS.info("{} {} {} {} ms", request.method, request.uri, status, duration.toMillis());
        }
    }

    /** Requests of this connection that have arrived as a whole. */
    int arrived() {
        return arrived;
    }

    /** Whether one of those is unanswered. (An answer may be earlier than the end of its request.) */
    boolean owesAnAnswer() {
        return answered < arrived;
    }

    /** Time since the last answer by the event loop's clock, of which it is {@code now}; for ever without one. */
    long nanosSinceAnswer(long now) {
        return answered == 0 ? Long.MAX_VALUE : now - answerNanos;
    }

    /** Where the request that came last goes, while it is unanswered. */
    Route newestRoute() {
        InFlight newest = inFlight.peekLast();
        return newest == null ? Route.OTHER : newest.route;
    }

    /** Requests of this connection that have arrived, be it in part, and are not answered yet. */
    int count() {
        return inFlight.size();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        inFlight.forEach(request -> metrics.requestAbandoned(request.route));
        inFlight.clear();
        ctx.fireChannelInactive();
    }

    /** Not asked by reflection, which would cost the first connection its time. */
    @Override
    public boolean isSharable() {
        return false;
    }
}
