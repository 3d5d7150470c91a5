package io.scaleproof.loadtest.export;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.Snappy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** A server that takes remote writes, reads them by protobuf's own library, and answers as it is told to. */
final class FakeReceiver implements AutoCloseable {
    private final HttpServer server;
    private final String scheme;
    final List<Headers> requests = new CopyOnWriteArrayList<>();
    final List<Sample> samples = new CopyOnWriteArrayList<>();
    volatile int status = 204;
    volatile String words = "";

    FakeReceiver() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), "http");
    }

    /** The same by https. */
    static FakeReceiver as(SSLContext identity) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity));
        return new FakeReceiver(server, "https");
    }

    private FakeReceiver(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/api/v1/write", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("%s://127.0.0.1:%d/api/v1/write"
                .formatted(scheme, server.getAddress().getPort()));
    }

    /** Values of a series in the order in which they came. */
    List<Double> values(String metric, String... labels) {
        return samples.stream()
                .filter(sample -> sample.bits() != Sample.STALE)
                .filter(sample -> sample.series().labels().get("__name__").equals(metric))
                .filter(sample -> List.of(labels).stream()
                        .allMatch(label -> sample.series().labels().entrySet().stream()
                                .anyMatch(has -> label.equals(has.getKey() + "=" + has.getValue()))))
                .map(Sample::value)
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(exchange.getRequestHeaders());
        if (status / 100 == 2) {
            read(unpacked(body));
        }
        byte[] said = words.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, said.length == 0 ? -1 : said.length);
        exchange.getResponseBody().write(said);
        exchange.close();
    }

    private static byte[] unpacked(byte[] packed) {
        ByteBuf out = Unpooled.buffer();
        new Snappy().decode(Unpooled.wrappedBuffer(packed), out);
        return ByteBufUtil.getBytes(out);
    }

    private void read(byte[] request) throws IOException {
        for (byte[] timeSeries : messages(request, 1)) {
            SortedMap<String, String> labels = new TreeMap<>();
            for (byte[] label : messages(timeSeries, 1)) {
                labels.put(text(label, 1), text(label, 2));
            }
            Series series = new Series(labels);
            messages(timeSeries, 2).forEach(sample -> samples.add(sample(series, sample)));
        }
    }

    private static Sample sample(Series series, byte[] message) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(message);
            require(in, 1, WireFormat.WIRETYPE_FIXED64);
            long bits = in.readFixed64();
            require(in, 2, WireFormat.WIRETYPE_VARINT);
            return new Sample(series, in.readInt64(), bits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(CodedInputStream in, int field, int kind) throws IOException {
        int tag = in.readTag();
        if (WireFormat.getTagFieldNumber(tag) != field || WireFormat.getTagWireType(tag) != kind) {
            throw new IOException("expected field %d of kind %d, and there is tag %d".formatted(field, kind, tag));
        }
    }

    private static String text(byte[] message, int field) throws IOException {
        return new String(messages(message, field).getFirst(), StandardCharsets.UTF_8);
    }

    /** All of a field's messages or texts. */
    private static List<byte[]> messages(byte[] message, int field) throws IOException {
        List<byte[]> all = new ArrayList<>();
        CodedInputStream in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == field) {
                all.add(in.readByteArray());
            } else {
                in.skipField(tag);
            }
        }
        return all;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
