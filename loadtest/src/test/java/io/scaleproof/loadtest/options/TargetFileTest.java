package io.scaleproof.loadtest.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaleproof.loadtest.load.RequestForm;
import io.scaleproof.loadtest.load.Statuses;
import io.scaleproof.loadtest.session.Asked;
import io.scaleproof.loadtest.session.Requests;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetFileTest {
    private static final RequestForm COMMON =
            new RequestForm("GET", Map.of("X-Shop", "one", "Accept", "text/plain"), "", Statuses.parse("2xx,404"));

    @TempDir
    private Path folder;

    @Test
    void readsVegetasFormat() throws IOException {
        Path body = Files.writeString(folder.resolve("thing.json"), "{\"apples\": 3}");
        List<Asked> requests = read("""
                # what people look at
                GET http://goku:9090/path/to/dragon?item=ball
                accept: application/json

                POST http://goku:9090/things
                X-Account-ID: {{ACCOUNT}}
                @%s
                DELETE http://goku:9090/things/1
                """.formatted(body));

        assertThat(requests)
                .extracting(Asked::template)
                .containsExactly("/path/to/dragon?item=ball", "/things", "/things/1");
        assertThat(requests)
                .extracting(Asked::name)
                .containsExactly("GET /path/to/dragon", "POST /things", "DELETE /things/1");
        assertThat(requests.get(0).form())
                .isEqualTo(new RequestForm(
                        "GET", Map.of("X-Shop", "one", "accept", "application/json"), "", Statuses.parse("2xx,404")));
        assertThat(requests.get(1).form().body()).isEqualTo("{\"apples\": 3}");
        assertThat(requests.get(1).form().headers()).containsEntry("X-Account-ID", "8675309");
        assertThat(requests.get(2).form().headers()).isEqualTo(COMMON.headers());
    }

    @Test
    void weightsAreACommentOrRepetition() throws IOException {
        Requests requests = requests("""
                # weight 7
                GET /search
                # weight: 2
                POST /orders

                # weightless comments are comments
                GET /search
                GET /health
                """);

        assertThat(requests.mix())
                .extracting(Asked::name)
                .containsExactly("GET /search", "POST /orders", "GET /health");
        assertThat(requests.mix()).extracting(Asked::weight).containsExactly(8, 2, 1);
        assertThat(requests.period()).isEqualTo(11);
        assertThat(requests("# weight 4\nGET /a\n\n# weight 2\nGET /b").period())
                .isEqualTo(3);
    }

    @Test
    void requestsThatDifferInAnythingAreTwo() throws IOException {
        assertThat(requests("GET /a\nX: 1\n\nGET /a\nX: 2\n\nGET /a?b\n").mix()).hasSize(3);
        // They must not count together before both are seen to ask the right server.
        assertThat(requests("GET http://a/\n\nGET http://b/\n").mix()).hasSize(2);
    }

    @Test
    void allOrNoneSayTheirCost() throws IOException {
        assertThat(requests("GET /load?millis={millis}\n\nGET /b?ms={millis}").sayTheirCost())
                .isTrue();
        assertThat(requests("GET /load?millis={millis}\n\nGET /b").sayTheirCost())
                .isFalse();
        assertThat(read("GET /load?millis={millis}").getFirst().path(25)).isEqualTo("/load?millis=25");
    }

    @Test
    void theReportIsToldWhereTheyGoAndNotWhatTheyAsk() throws IOException {
        assertThat(requests("GET /a?token=s3cret\n").label("http://web"::concat))
                .isEqualTo("http://web, 1 requests by weight");
        assertThat(new Requests("/a?b=c", 25, COMMON, Duration.ZERO).label("http://web"::concat))
                .isEqualTo("http://web/a?b=c");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:30080/a, http://127.0.0.1:30080, ''",
        "http://LOCALHOST/a, http://localhost:80, ''",
        "https://shop.example/a, https://127.0.0.1:8443, shop.example",
        "https://shop.example/a, https://127.0.0.1:8443, shop.example:443",
        "/a, http://127.0.0.1:30080, ''",
        "http://[::1]:8080/a, http://[::1]:8080, ''"
    })
    void aUrlOfTheTargetIsAllowed(String url, URI base, String host) throws IOException {
        Map<String, String> headers = host.isEmpty() ? Map.of() : Map.of("Host", host);
        RequestForm common = new RequestForm("GET", headers, "", Statuses.SUCCESSFUL);

        new Requests(TargetFile.read(write("GET " + url), common, Map.of()), 25, common, Duration.ZERO).requireAt(base);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:30081", "https://127.0.0.1:30080", "http://other:30080"})
    void aUrlOfAnotherServerIsRefusedWithTheReason(String server) throws IOException {
        Requests requests = requests("GET /a\n\nGET " + server + "/b?token=s3cret");

        assertThatThrownBy(() -> requests.requireAt(URI.create("http://127.0.0.1:30080")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "%s, line 3 asks %s, and the load goes to http://127.0.0.1:30080: to one Service",
                        folder.resolve("targets"), server)
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        HEAD /a                           | line 1 asks by HEAD; it may be GET, POST, PUT, PATCH, DELETE, OPTIONS
        get /a                            | line 1 is no request. One begins with METHOD URL
        GET /a b?s3cret                   | line 1 asks for no URL
        GET ftp://a/s3cret                | line 1 asks for no URL
        GET http://me:s3cret@web/         | line 1 asks a server that is no HOST or HOST:PORT
        GET /a~Authorization Bearer s3cret| line 2 is no header: it has no name before a colon
        GET /a~@missing                   | line 2 is '@missing', and there is no file that can be read
        GET /a~X: {{MISSING}}             | The header X takes {{MISSING}}
        GET /a~Content-Length: 3          | line 1: The load test sets the header Content-Length itself
        '# weight 0~GET /a'               | line 1 gives the weight '0'; it may be a whole number from 1 to 1000
        '# weight of the world~GET /a'    | line 1 gives the weight 'of the world'
        '# nothing'                       | has no request
        """)
    void whatIsWrongIsNamedWithItsLine(String lines, String message) throws IOException {
        Path file = write(lines.replace('~', '\n'));

        assertThatThrownBy(() -> TargetFile.read(file, COMMON, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> TargetFile.read(folder.resolve("missing"), COMMON, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--targets is '%s', and there is no file", folder.resolve("missing"));
    }

    private Requests requests(String text) throws IOException {
        return new Requests(read(text), 25, COMMON, Duration.ofSeconds(10));
    }

    private List<Asked> read(String text) throws IOException {
        return TargetFile.read(write(text), COMMON, Map.of("ACCOUNT", "8675309"));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("targets"), text);
    }
}
