package io.scaleproof.loadtest.export;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.Snappy;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The message of Prometheus' remote write 1.0, {@code prometheus.WriteRequest}, in protobuf's wire format and compressed by Snappy:
 *
 * <pre>{@code
 * message WriteRequest { repeated TimeSeries timeseries = 1; }
 * message TimeSeries   { repeated Label labels = 1; repeated Sample samples = 2; }
 * message Label        { string name = 1; string value = 2; }
 * message Sample       { double value = 1; int64 timestamp = 2; }
 * }</pre>
 *
 * <p>Written by hand: protobuf's own library would be asked for nothing but these four, and a JVM of today warns of what it does
 * to memory on every start.
 */
final class WriteRequest {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;

    private WriteRequest() {}

    /** What is sent for {@code samples}, which are in the order of their times. */
    static byte[] compressed(List<Sample> samples) {
        ByteBuf plain = plain(samples);
        ByteBuf packed = Unpooled.buffer();
        new Snappy().encode(plain, packed, plain.readableBytes());
        return ByteBufUtil.getBytes(packed);
    }

    private static ByteBuf plain(List<Sample> samples) {
        Map<Series, List<Sample>> bySeries = samples.stream()
                .collect(Collectors.groupingBy(Sample::series, LinkedHashMap::new, Collectors.toList()));
        ByteBuf request = Unpooled.buffer();
        bySeries.forEach((series, values) -> message(request, 1, timeSeries(series, values)));
        return request;
    }

    private static ByteBuf timeSeries(Series series, List<Sample> samples) {
        ByteBuf out = Unpooled.buffer();
        series.labels().forEach((name, value) -> message(out, 1, label(name, value)));
        samples.forEach(sample -> message(out, 2, sample(sample)));
        return out;
    }

    private static ByteBuf label(String name, String value) {
        ByteBuf out = Unpooled.buffer();
        message(out, 1, Unpooled.copiedBuffer(name, StandardCharsets.UTF_8));
        message(out, 2, Unpooled.copiedBuffer(value, StandardCharsets.UTF_8));
        return out;
    }

    private static ByteBuf sample(Sample sample) {
        ByteBuf out = Unpooled.buffer();
        tag(out, 1, FIXED64);
        out.writeLongLE(sample.bits());
        tag(out, 2, VARINT);
        varint(out, sample.millis());
        return out;
    }

    private static void message(ByteBuf out, int field, ByteBuf content) {
        tag(out, field, BYTES);
        varint(out, content.readableBytes());
        out.writeBytes(content);
    }

    private static void tag(ByteBuf out, int field, int kind) {
        varint(out, (field << 3) | kind);
    }

    /** Seven bits a byte, the lowest first; all but the last byte have their highest bit set. */
    private static void varint(ByteBuf out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.writeByte((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }
}
