package io.scaleproof.service.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection whose request does not arrive in time: against clients that send a byte now and then to hold
 * connections open (slow loris). Counts from the connection's start, then from the first byte of each next request, or from
 * the answer to the one before it, until which it may not be looked at; the rest between two requests is not its business.
 *
 * <p>To stand before the codec. Whether the codec holds a part of a request, it tells nobody, so that it is given the end of
 * what was read by itself: it ends a request, or belongs to one that is still to come.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The event loop itself reports what goes wrong in a task.
final class ArrivalDeadline extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ArrivalDeadline.class);

    private final long limitNanos;
    private final InFlightRequests inFlight;
    private long startNanos;
    private boolean arriving;
    /** The next look, if one is due. */
    private ScheduledFuture<?> look;

    ArrivalDeadline(Duration limit, InFlightRequests inFlight) {
        limitNanos = limit.toNanos();
        this.inFlight = inFlight;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        begin(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf bytes) || !bytes.isReadable()) {
            ctx.fireChannelRead(message);
            return;
        }
        if (!arriving) {
            begin(ctx);
        }
        int beforeEnd = bytes.readableBytes() - endLength(bytes);
        if (beforeEnd > 0) {
            ctx.fireChannelRead(bytes.readRetainedSlice(beforeEnd));
        }
        int arrived = inFlight.arrived();
        ctx.fireChannelRead(bytes);
        arriving = inFlight.arrived() == arrived;
    }

    /** A line's end is left whole: the codec would have to keep its half, in a new buffer. */
    private static int endLength(ByteBuf bytes) {
        int last = bytes.writerIndex() - 1;
        return bytes.readableBytes() > 1 && bytes.getByte(last) == '\n' && bytes.getByte(last - 1) == '\r' ? 2 : 1;
    }

    private void begin(ChannelHandlerContext ctx) {
        arriving = true;
        startNanos = now(ctx);
        watch(ctx, limitNanos);
    }

    /** At most one task a connection, whatever the number of its requests: scheduling each would cost more than most. */
    private void watch(ChannelHandlerContext ctx, long nanos) {
        if (look == null) {
            look = ctx.executor().schedule(() -> look(ctx), nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void look(ChannelHandlerContext ctx) {
        look = null;
        if (!arriving || !ctx.channel().isActive()) {
            return;
        }
        long now = now(ctx);
        long waited = inFlight.owesAnAnswer() ? 0 : Math.min(now - startNanos, inFlight.nanosSinceAnswer(now));
        if (waited < limitNanos) {
            watch(ctx, limitNanos - waited);
        } else {
            LOG.debug("Closed {}: its request did not arrive in time", ctx.channel());
            ctx.close();
        }
    }

    /** A task that waits holds the whole connection, which the limit of connections does not count any more. */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (look != null) {
            look.cancel(false);
            look = null;
        }
        ctx.fireChannelInactive();
    }

    private static long now(ChannelHandlerContext ctx) {
        return ctx.executor().ticker().nanoTime();
    }

    /** Not asked by reflection, which would cost the first connection its time. */
    @Override
    public boolean isSharable() {
        return false;
    }
}
