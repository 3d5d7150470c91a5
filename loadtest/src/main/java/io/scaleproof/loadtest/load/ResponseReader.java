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
            if (isNamed("content-length", header, colon)) {
                length = number(value(header, colon), 10);
            } else if (isNamed("transfer-encoding", header, colon)) {
                chunked = value(header, colon).toLowerCase(Locale.ROOT).endsWith("chunked");
            } else if (isNamed("connection", header, colon)) {
                reusable = !value(header, colon).equalsIgnoreCase("close");
            } else if (isNamed("x-pod", header, colon)) {
                pod = Optional.of(value(header, colon));
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

    private static boolean isNamed(String name, String header, int colon) {
        return colon == name.length() && header.regionMatches(true, 0, name, 0, colon);
    }

    private static String value(String header, int colon) {
        return header.substring(colon + 1).strip();
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
        String line = "";
        while (true) {
            await();
            int end = lineEnd();
            int taken = (end < 0 ? buffer.limit() : end) - buffer.position();
            line = line.concat(new String(buffer.array(), buffer.position(), taken, ISO_8859_1));
            if (line.length() > LINE_AT_MOST) {
                throw new ProtocolException("a line of more than " + LINE_AT_MOST + " bytes");
            }
            if (end >= 0) {
                buffer.position(end + 1);
                return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            }
            buffer.position(buffer.limit());
        }
    }

    /** Where the buffer has the end of a line; negative if it has none. */
    private int lineEnd() {
        byte[] bytes = buffer.array();
        for (int at = buffer.position(); at < buffer.limit(); at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
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
