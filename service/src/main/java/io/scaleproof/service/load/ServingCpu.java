package io.scaleproof.service.load;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.scaleproof.service.metrics.Route;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * CPU time that the event loop uses for a request of this connection to {@code /load}: routing it and reading its
 * parameters. What decoded it is over by then, and sending its answer comes after the answer is written. To stand after the
 * codec. Asking for it takes a system call, which other requests are spared.
 */
public final class ServingCpu extends ChannelInboundHandlerAdapter {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Supplier<Route> route;
    private long startNanos;
    private Thread loop;

    /** @param route where the request goes that came last */
    public ServingCpu(Supplier<Route> route) {
        this.route = route;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest && route.get() == Route.LOAD) {
            loop = Thread.currentThread();
            startNanos = THREADS.getCurrentThreadCpuTime();
        }
        ctx.fireChannelRead(message);
    }

    /** CPU time since the request in hand was decoded; 0 where it has been handed to another thread. */
    Duration soFar() {
        if (!Thread.currentThread().equals(loop)) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - startNanos);
    }

    /** Not asked by reflection, which would cost the first connection its time. */
    @Override
    public boolean isSharable() {
        return false;
    }
}
