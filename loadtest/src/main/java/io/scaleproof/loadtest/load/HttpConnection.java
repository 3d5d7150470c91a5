package io.scaleproof.loadtest.load;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/**
 * One HTTP/1.1 connection, used by one thread at a time. Blocking, because virtual threads make that cheap; a deadline
 * is kept by closing it from outside.
 */
final class HttpConnection implements Closeable {
    /** So long is waited for one address where there are others. */
    private static final Duration ONE_OF_SEVERAL = Duration.ofSeconds(2);

    private volatile SocketChannel channel;
    private boolean closed;
    private String server = "";
    private WritableByteChannel out;
    private ResponseReader reader;
    private Optional<String> lastPod = Optional.empty();
    private int requests;
    private long idleSinceNanos;

    private HttpConnection(SocketChannel channel) {
        this.channel = channel;
        this.out = channel;
        this.reader = new ResponseReader(channel);
    }

    /** An unconnected one, so that its deadline can be kept while it connects. */
    static HttpConnection create() throws IOException {
        return new HttpConnection(open());
    }

    private static SocketChannel open() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }

    /** Connects to the first of the endpoint's addresses that accepts it, and fails as the first did if none does. */
    void connect(Endpoint endpoint) throws IOException {
        connect(endpoint.addresses().next());
        if (endpoint.tls().isPresent()) {
            SSLSocket secured = endpoint.tls()
                    .get()
                    .over(
                            channel.socket(),
                            endpoint.serverName(),
                            endpoint.addresses().port());
            out = Channels.newChannel(secured.getOutputStream());
            reader = new ResponseReader(Channels.newChannel(secured.getInputStream()));
        }
    }

    private void connect(List<InetSocketAddress> addresses) throws IOException {
        Optional<IOException> first = Optional.empty();
        for (int i = 0; i < addresses.size(); i++) {
            boolean last = i == addresses.size() - 1;
            try {
                channel.socket().connect(addresses.get(i), last ? 0 : (int) ONE_OF_SEVERAL.toMillis());
                server = addresses.get(i).getAddress().getHostAddress();
                return;
            } catch (IOException e) {
                first = first.or(() -> Optional.of(e));
                if (last) {
                    throw first.get();
                }
                reopen(e);
            }
        }
    }

    /** A channel that could not connect is of no more use. Nor is another one, if time is up. */
    private synchronized void reopen(IOException why) throws IOException {
        if (closed) {
            throw why;
        }
        channel.close();
        channel = open();
        out = channel;
        reader = new ResponseReader(channel);
    }

    void send(ByteBuffer request) throws IOException {
        requests++;
        while (request.hasRemaining()) {
            out.write(request);
        }
    }

    /** Waits for the first byte of the answer. */
    void await() throws IOException {
        reader.await();
    }

    /** Reads the whole answer. */
    Response receive() throws IOException {
        Response response = reader.read();
        if (response.pod().isPresent()) {
            lastPod = response.pod();
        }
        return response;
    }

    /** The pod that answered here before: behind a Service a connection stays with its pod. */
    Optional<String> lastPod() {
        return lastPod;
    }

    /** The address that it leads to; empty before it does. */
    String server() {
        return server;
    }

    int requests() {
        return requests;
    }

    void idleSince(long nanos) {
        idleSinceNanos = nanos;
    }

    long idleSince() {
        return idleSinceNanos;
    }

    /** Whether the server has closed an idle connection or sent something unasked: either way it is of no use. */
    boolean isStale() {
        try {
            channel.configureBlocking(false);
            int read = channel.read(ByteBuffer.allocate(1));
            channel.configureBlocking(true);
            return read != 0;
        } catch (IOException e) {
            // A reset that came while it was idle.
            return true;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // The outcome of its last request is known, and there is no other way to close it.
        }
    }

    /**
     * An answer, as far as a load test cares.
     *
     * @param reusable whether the server keeps the connection open
     */
    record Response(int status, Optional<String> pod, boolean reusable) {}
}
