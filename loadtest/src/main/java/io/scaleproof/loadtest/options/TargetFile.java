package io.scaleproof.loadtest.options;

import io.scaleproof.loadtest.load.RequestForm;
import io.scaleproof.loadtest.session.Asked;
import io.scaleproof.loadtest.session.Asked.Origin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests in a file, in vegeta's HTTP target format: {@code METHOD URL}, below it headers and {@code @FILE} with the body, then a
 * blank line or the next one. A URL may be a path alone. What begins with {@code #} is a comment, and {@code # weight 3} before a
 * request lets it come three times as often; so does writing it three times, as vegeta's users do.
 */
final class TargetFile {
    private static final Pattern REQUEST = Pattern.compile("([A-Z]+)\\s+(\\S.*)");
    private static final Pattern URL = Pattern.compile("(?:(https?)://([^/?#]+))?([/?][!-~]*)?");
    private static final Pattern WEIGHT = Pattern.compile("#\\s*weight\\b[:=]?\\s*(.*)");
    private static final int WEIGHT_AT_MOST = 1_000;

    private final Path file;
    private final RequestForm common;
    private final Map<String, String> environment;
    private final List<Asked> requests = new ArrayList<>();
    private Optional<Open> open = Optional.empty();
    private int weight = 1;
    private int number;

    /** A request whose headers are still being read. */
    private final class Open {
        private final String method;
        private final String template;
        private final Optional<URI> server;
        private final Map<String, String> headers = new LinkedHashMap<>(common.headers());
        private final int its = weight;
        private final String where = where();
        private String body = "";

        Open(String method, String template, Optional<URI> server) {
            this.method = method;
            this.template = template;
            this.server = server;
        }

        Asked asked() {
            try {
                return new Asked(
                        template,
                        new RequestForm(method, headers, body, common.expected()),
                        its,
                        Optional.of(new Origin(where, server)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
            }
        }
    }

    private TargetFile(Path file, RequestForm common, Map<String, String> environment) {
        this.file = file;
        this.common = common;
        this.environment = environment;
    }

    /**
     * Reads it.
     *
     * @param common headers that all have unless they say otherwise, and what counts as served
     * @throws IllegalArgumentException for what is none, with the line and what is allowed, showing no header's value
     */
    static List<Asked> read(Path file, RequestForm common, Map<String, String> environment) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException("--targets is '%s', and there is no file that can be read at %s"
                    .formatted(file, file.toAbsolutePath()));
        }
        TargetFile targets = new TargetFile(file, common, environment);
        for (String line : Files.readAllLines(file)) {
            targets.number++;
            targets.take(line.strip());
        }
        targets.end();
        if (targets.requests.isEmpty()) {
            throw new IllegalArgumentException(
                    "--targets is '%s', which has no request. Write one a paragraph, such as: GET /search?q=apples"
                            .formatted(file));
        }
        return targets.requests;
    }

    private void take(String line) throws IOException {
        Matcher request = REQUEST.matcher(line);
        if (line.isEmpty()) {
            end();
        } else if (line.startsWith("#")) {
            comment(line);
        } else if (request.matches()) {
            end();
            begin(request.group(1), request.group(2));
        } else if (open.isEmpty()) {
            throw wrong("is no request. One begins with METHOD URL, such as: GET /search?q=apples");
        } else if (line.startsWith("@")) {
            open.get().body = Given.textOrFile(where(), line);
        } else {
            header(line, open.get().headers);
        }
    }

    private void end() {
        open.map(Open::asked).ifPresent(requests::add);
        open = Optional.empty();
    }

    private void comment(String line) {
        Matcher given = WEIGHT.matcher(line);
        if (given.matches()) {
            end();
            if (!given.group(1).matches("[0-9]{1,4}")
                    || Integer.parseInt(given.group(1)) < 1
                    || Integer.parseInt(given.group(1)) > WEIGHT_AT_MOST) {
                throw wrong("gives the weight '%s'; it may be a whole number from 1 to %d, as in: # weight 3"
                        .formatted(given.group(1), WEIGHT_AT_MOST));
            }
            weight = Integer.parseInt(given.group(1));
        }
    }

    private void begin(String method, String url) {
        if (!RequestForm.METHODS.contains(method)) {
            throw wrong("asks by %s; it may be %s".formatted(method, String.join(", ", RequestForm.METHODS)));
        }
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            // Not shown: a query may be a secret.
            throw wrong("asks for no URL. Give a path (/search?q=red%20apples) or http://HOST/PATH, without blanks");
        }
        String path = Optional.ofNullable(parts.group(3)).orElse("/").replaceFirst("#.*", "");
        Optional<URI> server = Optional.ofNullable(parts.group(2)).map(host -> server(parts.group(1), host));
        open = Optional.of(new Open(method, path.startsWith("/") ? path : "/" + path, server));
        weight = 1;
    }

    private URI server(String scheme, String authority) {
        URI server = URI.create(scheme + "://" + authority.replaceAll("[^\\[\\]A-Za-z0-9.:_-]", ""));
        if (server.getHost() == null || !authority.equals(server.getRawAuthority())) {
            // Not shown: it may hold a password.
            throw wrong("asks a server that is no HOST or HOST:PORT. Leave user and password out; a header has them");
        }
        return server;
    }

    private void header(String line, Map<String, String> headers) throws IOException {
        if (line.indexOf(':') < 1) {
            throw wrong("is no header: it has no name before a colon. Give it as NAME: VALUE");
        }
        Given.headers("--header", List.of(line), environment).forEach((name, value) -> {
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, value);
        });
    }

    private String where() {
        return "%s, line %d".formatted(file, number);
    }

    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(where() + " " + why);
    }
}
