package io.scaleproof.loadtest.trace;

import io.scaleproof.loadtest.trace.TraceReader.Hints;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/** Opens traces: files and http addresses, packed with gzip or not. */
public final class TraceSource {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** So much is looked at to tell the format. */
    private static final int BEGIN = 4_096;

    private TraceSource() {}

    /**
     * What the user says of it beyond where it is.
     *
     * @param format where it shall not be guessed from the begin
     * @param zone of times without one
     * @param unit of the numbers
     * @param fillGaps whether gaps of any length are filled
     */
    public record Asked(
            Optional<TraceFormat> format, Optional<ZoneId> zone, Optional<RateUnit> unit, boolean fillGaps) {
        public static final Asked NOTHING = new Asked(Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /**
     * Reads a trace.
     *
     * @param from a file, or an address that begins with http
     * @throws IllegalArgumentException naming what is wrong in it, with the row, and what is allowed
     */
    public static Trace read(String from, Asked asked) throws IOException, InterruptedException {
        String name = Addresses.withoutSecrets(from);
        try (InputStream stream = from.matches("https?://.*") ? fetch(from, name) : open(from)) {
            return read(stream, name, asked);
        }
    }

    static Trace read(InputStream stream, String name, Asked asked) throws IOException {
        BufferedReader text =
                new BufferedReader(new InputStreamReader(unpacked(stream), StandardCharsets.UTF_8), 2 * BEGIN);
        TraceFormat format = asked.format().isPresent() ? asked.format().get() : TraceFormat.of(begin(text));
        try {
            return Grid.of(name, format.reader().read(text, new Hints(asked.zone(), asked.unit())), asked.fillGaps());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s, read as %s: %s".formatted(name, format.words(), e.getMessage()), e);
        }
    }

    private static InputStream open(String file) throws IOException {
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException(
                    "--trace is '%s', which is neither a file, an address (http://…) nor one of %s, %s"
                            .formatted(file, RecordedTrace.names(), SyntheticTrace.names()));
        }
        return Files.newInputStream(path);
    }

    private static InputStream fetch(String address, String name) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpResponse<byte[]> answer;
        try {
            // The request's own limit is for the answer's begin.
            answer = client.sendAsync(request(address, name), HttpResponse.BodyHandlers.ofByteArray())
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw unreadable(name, e.getCause());
        } catch (TimeoutException e) {
            throw unreadable(name, new HttpTimeoutException("no answer within " + PATIENCE.toSeconds() + " s"));
        }
        // Prometheus says in the body what is wrong with a query.
        boolean json = answer.headers().firstValue("content-type").orElse("").contains("json");
        if (answer.statusCode() != 200 && !json) {
            throw new IllegalArgumentException("%s answers with status %d. Try it with curl; a file serves as well"
                    .formatted(name, answer.statusCode()));
        }
        return new ByteArrayInputStream(answer.body());
    }

    private static HttpRequest request(String address, String name) {
        try {
            return Addresses.request(URI.create(address)).build();
        } catch (IllegalArgumentException e) {
            // Its own message has the whole address, with what is secret in it.
            throw new IllegalArgumentException(
                    "%s is no address: a query's braces, quotes and spaces have to be percent-encoded, as curl -G --data-urlencode does; a file serves as well"
                            .formatted(name));
        }
    }

    private static IllegalArgumentException unreadable(String name, Throwable why) {
        return new IllegalArgumentException(
                "%s cannot be read: %s. Try it with curl; a file serves as well".formatted(name, why), why);
    }

    private static InputStream unpacked(InputStream stream) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(stream);
        buffered.mark(2);
        boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return gzip ? new GZIPInputStream(buffered) : buffered;
    }

    /** The first line that is neither empty nor a comment, as far as it can be seen; the text stays as it is. */
    private static String begin(BufferedReader text) throws IOException {
        text.mark(BEGIN);
        char[] seen = new char[BEGIN - 1];
        int length = 0;
        for (int read = 0; length < seen.length && read >= 0; length += Math.max(0, read)) {
            read = text.read(seen, length, seen.length - length);
        }
        text.reset();
        return new String(seen, 0, length)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .findFirst()
                .orElse("");
    }
}
