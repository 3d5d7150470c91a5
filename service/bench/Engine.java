import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Docker daemon on this machine, asked over its socket: the docker command takes longer to start than most of what is
 * measured here.
 */
final class Engine {
    private final UnixDomainSocketAddress socket;

    private Engine(String path) {
        socket = UnixDomainSocketAddress.of(path);
    }

    static Engine ofThisMachine() {
        String host = System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
        if (!host.startsWith("unix://")) {
            throw new IllegalStateException(
                    "the Docker daemon must be on this machine, and DOCKER_HOST is %s; without minikube: make bench CLUSTER=standin"
                            .formatted(host));
        }
        return new Engine(host.substring("unix://".length()));
    }

    String get(String path) {
        return ask("GET", path, "");
    }

    String post(String path, String json) {
        return ask("POST", path, json);
    }

    String delete(String path) {
        return ask("DELETE", path, "");
    }

    /** HTTP/1.0, so that the answer ends with the connection. */
    private String ask(String method, String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = "%s %s HTTP/1.0\r\nHost: docker\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(method, path, body.length);
        var answer = new ByteArrayOutputStream();
        try (var channel = SocketChannel.open(socket)) {
            channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.UTF_8)));
            channel.write(ByteBuffer.wrap(body));
            var buffer = ByteBuffer.allocate(1 << 16);
            while (channel.read(buffer.clear()) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from the Docker daemon at " + socket, e);
        }
        String text = answer.toString(StandardCharsets.UTF_8);
        if (!text.startsWith("2", "HTTP/1.0 ".length())) {
            throw new IllegalStateException("%s %s: %s".formatted(method, path, text));
        }
        return text.substring(text.indexOf("\r\n\r\n") + 4);
    }

    /** The first value of {@code field} in {@code json}: all that is read here are a few numbers and texts. */
    static String field(String json, String field) {
        return field(json, field, null);
    }

    static String field(String json, String field, String otherwise) {
        Matcher value = Pattern.compile("\"" + field + "\":\"?([^\",}]*)").matcher(json);
        if (value.find()) {
            return value.group(1);
        }
        if (otherwise == null) {
            throw new IllegalStateException("no " + field + " in " + json);
        }
        return otherwise;
    }
}
