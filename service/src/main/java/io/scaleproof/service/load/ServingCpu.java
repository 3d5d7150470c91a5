package io.scaleproof.service.load;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * CPU time that the event loop uses for a request of this connection: reading, decoding and routing it. Sending its answer
 * comes after the answer is written, so that no answer can say it. To stand first in the pipeline.
 */
public final class ServingCpu extends ChannelInboundHandlerAdapter {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long startNanos;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        startNanos = THREADS.getCurrentThreadCpuTime();
        ctx.fireChannelRead(message);
    }

    /** CPU time since the last read, or since this was asked last: what has been used for the request in hand. To be asked on the event loop. */
    Duration take() {
        long now = THREADS.getCurrentThreadCpuTime();
        var used = Duration.ofNanos(now - startNanos);
        startNanos = now;
        return used;
    }

    /** Not asked by reflection, which would cost the first connection its time. */
    @Override
    public boolean isSharable() {
        return false;
    }
}
