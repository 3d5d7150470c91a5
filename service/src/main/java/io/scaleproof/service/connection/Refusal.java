package io.scaleproof.service.connection;

import io.micronaut.http.HttpStatus;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.scaleproof.service.problem.Problem;
import java.nio.charset.StandardCharsets;

/** A {@link Problem} as the last answer of a connection, given without Micronaut. */
final class Refusal {
    private Refusal() {}

    /** The codec leaves the body out for HEAD, {@link ConnectionEnd} closes the connection. */
    static FullHttpResponse of(HttpStatus status, String detail) {
        var body = Unpooled.wrappedBuffer(new Problem(status, detail).json().getBytes(StandardCharsets.UTF_8));
        var response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status.getCode()), body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        HttpUtil.setKeepAlive(response, false);
        return response;
    }
}
