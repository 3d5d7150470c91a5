package io.scaleproof.service.connection;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.scaleproof.service.health.Readiness;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tells a client to make a new connection ({@code Connection: close}) once this one has carried enough requests, is old
 * enough, the service is stopping, or it refused a request, which another pod might have served; and closes it after an
 * answer that says so itself. A kept connection stays with its pod, so that new pods would get no traffic. Only ever said
 * with an answer: a connection closed at rest would meet the client's next request.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The promise handed in is what the writer looks at.
final class ConnectionEnd extends ChannelOutboundHandlerAdapter {
    private final long endNanos;
    private final Readiness readiness;
    private int requestsLeft;
    private boolean ending;

    ConnectionEnd(Duration age, int requests, Readiness readiness) {
        // Between 2/3 and 4/3 of the age, so that connections made together do not end together.
        double jitter = ThreadLocalRandom.current().nextDouble(2 / 3.0, 4 / 3.0);
        endNanos = System.nanoTime() + (long) (age.toNanos() * jitter);
        requestsLeft = requests;
        this.readiness = readiness;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response
                && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
            requestsLeft--;
            if (requestsLeft <= 0
                    || System.nanoTime() - endNanos >= 0
                    || readiness.stopping()
                    || !HttpUtil.isKeepAlive(response)
                    || response.status().equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
                HttpUtil.setKeepAlive(response, false);
                ending = true;
            }
        }
        if (ending && message instanceof LastHttpContent) {
            ctx.write(message, promise.unvoid().addListener(ChannelFutureListener.CLOSE));
        } else {
            ctx.write(message, promise);
        }
    }

    /** Not asked by reflection, which would cost the first connection its time. */
    @Override
    public boolean isSharable() {
        return false;
    }
}
