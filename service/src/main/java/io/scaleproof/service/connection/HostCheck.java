package io.scaleproof.service.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.scaleproof.service.metrics.Metrics;
import io.scaleproof.service.metrics.Refused;

/**
 * A request with two {@code Host}s is no valid HTTP, and one without is no valid HTTP/1.1 (RFC 9112, section 3.2): proxies and
 * services that take it could understand it differently. Marked as what could not be decoded, which Micronaut answers with
 * 400. What could not be decoded anyway keeps its reason: {@code Host} may come after it.
 */
final class HostCheck extends ChannelInboundHandlerAdapter {
    private final Metrics metrics;

    HostCheck(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request && request.decoderResult().isSuccess() && !hasItsHost(request)) {
            metrics.requestRefused(Refused.HOST);
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("Host must be given once")));
        }
        ctx.fireChannelRead(message);
    }

    private static boolean hasItsHost(HttpRequest request) {
        int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        return hosts == 1 || (hosts == 0 && request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0);
    }

    /** Not asked by reflection, which would cost the first connection its time. */
    @Override
    public boolean isSharable() {
        return false;
    }
}
