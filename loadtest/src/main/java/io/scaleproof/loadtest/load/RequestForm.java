package io.scaleproof.loadtest.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What every request is beside its path. Header values and bodies may be secrets: no message and no report shows them.
 *
 * @param method one of {@link #METHODS}
 * @param headers by name, as they are sent
 * @param body empty for none
 * @param expected statuses that count as served
 */
public record RequestForm(String method, Map<String, String> headers, String body, Statuses expected) {
    /** HEAD is not among them: its answers announce a body that never comes. */
    public static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** A GET without anything else. */
    public static final RequestForm GET = new RequestForm("GET", Map.of(), "", Statuses.SUCCESSFUL);

    /** Asks for nothing. */
    static final RequestForm PROBE = new RequestForm("OPTIONS", Map.of(), "", Statuses.SUCCESSFUL);

    /** A token of RFC 9110, section 5.6.2. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    /** Visible characters, blanks and tabs (section 5.5). */
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
    /** What the load generator decides itself. */
    private static final Set<String> OWN = Set.of("connection", "content-length", "expect", "transfer-encoding");

    private static final List<String> DEFAULTS = List.of("User-Agent: scaleproof", "Accept: */*");

    /** @throws IllegalArgumentException for what cannot be sent, saying what is allowed */
    public RequestForm {
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException(
                    "--method is '%s'; it may be %s".formatted(method, String.join(", ", METHODS)));
        }
        headers = new LinkedHashMap<>(headers);
        int number = 0;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            requireHeader(++number, header.getKey(), header.getValue());
        }
    }

    private static void requireHeader(int number, String name, String value) {
        if (!NAME.matcher(name).matches()) {
            // Not shown: where the colon was forgotten, it is a part of the value.
            throw new IllegalArgumentException(
                    "What stands before the colon of header %d is no name: names have no blanks. Give it as --header 'NAME: VALUE'"
                            .formatted(number));
        }
        if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("The load test sets the header %s itself: leave it out".formatted(name));
        }
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "The value of the header %s has characters that no header may have, such as a line's end"
                            .formatted(name));
        }
    }

    /** A request for {@code path} on {@code authority}, up to its body; {@code last} on its connection or not. */
    byte[] head(String path, String authority, boolean last) {
        Map<String, String> sent = new LinkedHashMap<>();
        sent.put("host", "Host: " + authority);
        DEFAULTS.forEach(line -> sent.put(line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT), line));
        headers.forEach((name, value) -> sent.put(name.toLowerCase(Locale.ROOT), name + ": " + value));
        int length = body.getBytes(UTF_8).length;
        // A method that carries a body says so even where there is none (RFC 9110, section 8.6).
        if (length > 0 || List.of("POST", "PUT", "PATCH").contains(method)) {
            sent.put("content-length", "Content-Length: " + length);
        }
        if (last) {
            sent.put("connection", "Connection: close");
        }
        return "%s %s HTTP/1.1\r\n%s\r\n\r\n"
                .formatted(method, path, String.join("\r\n", sent.values()))
                .getBytes(ISO_8859_1);
    }

    /** The host that requests ask for by a header. */
    public Optional<String> host() {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("host"))
                .map(Map.Entry::getValue)
                .reduce((first, last) -> last);
    }

    /** Whether Go's clients would send it again without knowing what became of it (net/http, {@code isReplayable}). */
    boolean isRepeatable() {
        return List.of("GET", "OPTIONS").contains(method)
                || headers.keySet().stream()
                        .anyMatch(name ->
                                name.equalsIgnoreCase("Idempotency-Key") || name.equalsIgnoreCase("X-Idempotency-Key"));
    }

    /** Method and path; the query may be a secret. */
    public String name(String path) {
        return method + " " + path.replaceFirst("\\?.*", "");
    }

    byte[] bodyBytes() {
        return body.getBytes(UTF_8);
    }

    /** Its values may be secrets. */
    @Override
    public String toString() {
        return "%s with the headers %s and %d bytes".formatted(method, headers.keySet(), bodyBytes().length);
    }
}
