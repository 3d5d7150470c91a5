package io.scaleproof.service.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.scaleproof.service.metrics.Metrics;
import io.scaleproof.service.metrics.Route;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten seconds for a request to arrive, by a clock that only these tests move. */
class ArrivalDeadlineTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: t\r\n\r\n";
    private static final String WITH_BODY = "GET / HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\n\r\nx";

    private EmbeddedChannel channel;

    @BeforeEach
    void connect() {
        var inFlight = new InFlightRequests(new Metrics(new PrometheusRegistry()), uri -> Route.OTHER, false);
        channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline()
                .addLast(new ArrivalDeadline(Duration.ofSeconds(10), inFlight), new HttpServerCodec(), inFlight);
    }

    @AfterEach
    void disconnect() {
        channel.finishAndReleaseAll();
    }

    @Test
    void closesWhoSendsNothing() {
        pass(9_999);
        assertThat(channel.isOpen()).isTrue();
        pass(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void closesWhoSendsAByteNowAndThen() {
        for (char c : "GET / HTTP".toCharArray()) {
            assertThat(channel.isOpen()).isTrue();
            receive(String.valueOf(c));
            pass(1_000);
        }
        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {REQUEST, WITH_BODY, REQUEST + WITH_BODY, WITH_BODY + REQUEST})
    void letsWhoHasItsAnswersRest(String requests) {
        receive(requests);
        answer();
        if (requests.length() > WITH_BODY.length()) {
            answer();
        }
        pass(60_000);
        assertThat(channel.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: t\r\n", "GET / HTTP/1.1\r\nHost: t\r\n\r"})
    void closesWhoSentHalfARequestTogetherWithTheOneBeforeIt(String half) {
        for (String before : new String[] {REQUEST, WITH_BODY}) {
            channel.finishAndReleaseAll();
            connect();
            receive(before + half);
            answer();
            pass(9_999);
            assertThat(channel.isOpen()).as(before).isTrue();
            pass(1);
            assertThat(channel.isOpen()).as(before).isFalse();
        }
    }

    @Test
    void countsFromALateAnswer() {
        receive(REQUEST);
        receive("GET /");
        pass(9_900);
        answer();
        pass(9_999);
        assertThat(channel.isOpen())
                .as("its request could not be looked at before")
                .isTrue();
        pass(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void waitsWhileAnAnswerIsOwed() {
        receive(REQUEST);
        receive("GET /");
        pass(60_000);
        assertThat(channel.isOpen()).isTrue();
        answer();
        pass(10_000);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void givesTheNextRequestItsOwnTime() {
        receive(REQUEST);
        answer();
        pass(60_000);
        receive("GET /");
        pass(9_999);
        assertThat(channel.isOpen()).isTrue();
        pass(1);
        assertThat(channel.isOpen()).isFalse();
    }

    private void receive(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
        channel.releaseInbound();
    }

    private void answer() {
        channel.writeOutbound(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER));
        channel.releaseOutbound();
    }

    private void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
        channel.runScheduledPendingTasks();
    }
}
