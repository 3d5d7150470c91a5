package io.scaleproof.service.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.scaleproof.service.metrics.Metrics;
import io.scaleproof.service.metrics.Route;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // What is written tells.
class BodyCheckTest {
    private final Metrics metrics = new Metrics(new PrometheusRegistry());
    private final InFlightRequests inFlight = new InFlightRequests(metrics, uri -> Route.OTHER, false);
    private final EmbeddedChannel channel = new EmbeddedChannel(
            new HttpServerCodec(), inFlight, new BodyCheck(inFlight, metrics), new ChannelOutboundHandlerAdapter());

    @Test
    void writesNothingMoreOfARequestThatItRefused() {
        channel.writeInbound(Unpooled.copiedBuffer(
                "GET / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", StandardCharsets.ISO_8859_1));
        assertThat(written()).startsWith("HTTP/1.1 400 ");
        // As Micronaut answers it, if the connection takes its time to close.
        channel.write(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER));
        channel.flushOutbound();
        assertThat(written()).isEmpty();
        channel.releaseInbound();
    }

    private String written() {
        var text = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            text.append(part.toString(StandardCharsets.UTF_8));
            part.release();
        }
        return text.toString();
    }
}
