package io.scaleproof.service.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection whose request does not arrive in time: against clients that send a byte now and then to hold
 * connections open (slow loris). Counts from the connection's start, then from the first byte of each next request; the
 * rest between two requests is not its business. While an earlier request is unanswered, it waits.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The event loop itself reports what goes wrong in a task.
final class ArrivalDeadline extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ArrivalDeadline.class);

    private final long limitNanos;
    private final InFlightRequests inFlight;
    private long startNanos = System.nanoTime();
    /** Requests before the one that is arriving, or before the last one that has arrived. */
    private int before;

    private boolean watched;

    ArrivalDeadline(Duration limit, InFlightRequests inFlight) {
        limitNanos = limit.toNanos();
        this.inFlight = inFlight;
    }

    private boolean arriving() {
        return inFlight.arrived() == before;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        watch(ctx, limitNanos);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        if (!arriving()) {
            before = inFlight.arrived();
            startNanos = System.nanoTime();
            watch(ctx, limitNanos);
        }
        ctx.fireChannelRead(bytes);
    }

    /** At most one task a connection, whatever the number of its requests: scheduling each would cost more than most. */
    private void watch(ChannelHandlerContext ctx, long nanos) {
        if (!watched) {
            watched = true;
            ctx.executor().schedule(() -> look(ctx), nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void look(ChannelHandlerContext ctx) {
        watched = false;
        if (!arriving() || !ctx.channel().isActive()) {
            return;
        }
        if (inFlight.owesAnAnswer()) {
            startNanos = System.nanoTime();
        }
        long left = limitNanos - (System.nanoTime() - startNanos);
        if (left > 0) {
            watch(ctx, left);
        } else {
            LOG.debug("Closed {}: its request did not arrive in time", ctx.channel());
            ctx.close();
        }
    }

    /** Not asked by reflection, which would cost the first connection its time. */
    @Override
    public boolean isSharable() {
        return false;
    }
}
