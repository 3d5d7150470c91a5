package io.scaleproof.loadtest.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.scaleproof.loadtest.load.HttpConnection.Response;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Locale;
import java.util.Optional;

/** Reads HTTP/1.1 answers (RFC 9112) off a channel: status, the few headers that matter, and the body. */
final class ResponseReader {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int LINE_AT_MOST = 16 * 1024;
    /** A body longer than this is read but not searched for the pod's name. */
    private static final int SEARCHED_BODY = 4 * 1024;

    private static final String POD_FIELD = "\"pod\"";

    private final ReadableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(8 * 1024).flip();
    private final StringBuilder line = new StringBuilder(128);

    ResponseReader(ReadableByteChannel channel) {
        this.channel = channel;
    }

    /** Waits for the first byte. */
    void await() throws IOException {
        if (!buffer.hasRemaining()) {
            fill();
        }
    }

    Response read() throws IOException {
        await();
        if (buffer.get(buffer.position()) == 0) {
            // What HTTP/1.1 begins with is text; HTTP/2's frames begin with their length, of which the first byte is 0.
            throw new ProtocolException("not an HTTP/1.1 answer: a frame of HTTP/2, it seems");
        }
        int status = status(line());
        while (status / 100 == 1 && status != SWITCHING_PROTOCOLS) {
            // One that announces the answer (RFC 9110, section 15.2), such as 103 Early Hints.
            while (!line().isEmpty()) {
                // Its headers are the answer's, and come again.
            }
            status = status(line());
        }
        long length = -1;
        boolean chunked = false;
        boolean reusable = true;
        Optional<String> pod = Optional.empty();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            if (colon < 0) {
                throw new ProtocolException("header without a colon: " + header);
            }
            String value = header.substring(colon + 1).strip();
            switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = number(value, 10);
                case "transfer-encoding" ->
                    chunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
                case "connection" -> reusable = !value.equalsIgnoreCase("close");
                case "x-pod" -> pod = Optional.of(value);
                default -> {}
            }
        }
        String body;
        if (status == 204 || status == 304) {
            body = "";
        } else if (chunked) {
            body = chunks();
        } else if (length >= 0) {
            body = bytes(length);
        } else {
            body = untilClosed();
            reusable = false;
        }
        return new Response(status, pod.isPresent() ? pod : podIn(body), reusable);
    }

    private static int status(String statusLine) throws ProtocolException {
        if (!statusLine.startsWith("HTTP/1.") || statusLine.length() < 12) {
            throw new ProtocolException("not an HTTP/1.1 answer: " + statusLine);
        }
        return (int) number(statusLine.substring(9, 12), 10);
    }

    /** The value of the field {@code pod} of a JSON object, found without parsing the rest. */
    static Optional<String> podIn(String json) {
        int field = json.indexOf(POD_FIELD);
        int open = field < 0 ? -1 : json.indexOf('"', field + POD_FIELD.length());
        int close = open < 0 ? -1 : json.indexOf('"', open + 1);
        return close < 0 ? Optional.empty() : Optional.of(json.substring(open + 1, close));
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            String size = line();
            int extension = size.indexOf(';');
            long length = number((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
            if (length == 0) {
                while (!line().isEmpty()) {
                    // A trailer: nothing in it concerns a load test.
                }
                return body.toString();
            }
            String chunk = bytes(length);
            if (body.length() < SEARCHED_BODY) {
                body.append(chunk);
            }
            line();
        }
    }

    private String bytes(long length) throws IOException {
        StringBuilder body = new StringBuilder();
        for (long left = length; left > 0; ) {
            await();
            int taken = (int) Math.min(left, buffer.remaining());
            if (body.length() < SEARCHED_BODY) {
                body.append(new String(buffer.array(), buffer.position(), taken, ISO_8859_1));
            }
            buffer.position(buffer.position() + taken);
            left -= taken;
        }
        return body.toString();
    }

    private String untilClosed() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            if (body.length() < SEARCHED_BODY) {
                body.append(new String(buffer.array(), buffer.position(), buffer.remaining(), ISO_8859_1));
            }
            buffer.clear();
            int read = channel.read(buffer);
            buffer.flip();
            if (read < 0) {
                return body.toString();
            }
        }
    }

    private String line() throws IOException {
        line.setLength(0);
        while (true) {
            await();
            while (buffer.hasRemaining()) {
                char next = (char) (buffer.get() & 0xff);
                if (next == '\n') {
                    int end = line.length();
                    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
                }
                line.append(next);
                if (line.length() > LINE_AT_MOST) {
                    throw new ProtocolException("a line of more than " + LINE_AT_MOST + " bytes");
                }
            }
        }
    }

    private static long number(String digits, int radix) throws ProtocolException {
        try {
            return Long.parseLong(digits, radix);
        } catch (NumberFormatException e) {
            ProtocolException wrong = new ProtocolException("not a number: " + digits);
            wrong.initCause(e);
            throw wrong;
        }
    }

    private void fill() throws IOException {
        buffer.clear();
        int read = channel.read(buffer);
        buffer.flip();
        if (read < 0) {
            throw new EOFException("connection closed by the server");
        }
    }
}
