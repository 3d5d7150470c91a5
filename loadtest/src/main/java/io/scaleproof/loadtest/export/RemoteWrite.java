package io.scaleproof.loadtest.export;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;

/** Posts samples by Prometheus' remote write 1.0. */
final class RemoteWrite implements AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int WORDS_AT_MOST = 200;

    private final Destination to;
    private final String program;
    private final HttpClient client;

    /** @param program its name and version, as servers log it */
    RemoteWrite(Destination to, String program) {
        this.to = to;
        this.program = program;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_WITHIN)
                .sslContext(to.tls())
                .build();
    }

    Answer post(List<Sample> samples) throws InterruptedException {
        HttpRequest request = to.request()
                .timeout(ANSWER_WITHIN)
                .header("Content-Encoding", "snappy")
                .header("Content-Type", "application/x-protobuf")
                .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .header("User-Agent", program)
                .POST(HttpRequest.BodyPublishers.ofByteArray(WriteRequest.compressed(samples)))
                .build();
        try {
            return answer(client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (SSLException e) {
            return new Answer.Later(
                    "%s is not believed: %s. Try: --export-ca FILE, with the authority that vouches for it"
                            .formatted(to.shown(), e.getMessage()));
        } catch (IOException e) {
            return new Answer.Later(
                    "%s does not answer: %s. Is it there? A Prometheus in the cluster is reached by kubectl port-forward; this project's own: $(pulumi stack output prometheus)"
                            .formatted(to.shown(), words(e)));
        }
    }

    private Answer answer(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return new Answer.Taken();
        }
        String said = "%s answers %d%s".formatted(to.shown(), status, firstLine(response.body()));
        // The protocol asks for another try after 5xx; after 429 it allows one.
        return status / 100 == 5 || status == TOO_MANY_REQUESTS
                ? new Answer.Later(said)
                : new Answer.Refused(said + ". Try: " + remedy(status));
    }

    private static String remedy(int status) {
        return switch (status) {
            case 401, 403 -> "--export-header @FILE, with a line Authorization: Bearer TOKEN in it";
            case 404, 405 ->
                "a Prometheus that is started with --web.enable-remote-write-receiver (this project's own: pulumi config set"
                        + " remoteWriteReceiver true && pulumi up), or the whole URL that takes remote writes";
            case 400 ->
                "an eye on the clocks: Prometheus takes what is newer than an hour and no further ahead than ten minutes";
            default -> "the whole URL that takes remote writes, as curl reaches it";
        };
    }

    private static String firstLine(String body) {
        String line = body.lines().findFirst().orElse("").strip().replaceAll("\\p{Cntrl}", " ");
        return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(line.length(), WORDS_AT_MOST));
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
