package io.scaleproof.loadtest.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFormTest {
    @Test
    void aPlainRequestIsAGetThatSaysWhoAsks() {
        assertThat(head(RequestForm.GET, false))
                .isEqualTo("GET /a?b=c HTTP/1.1\r\nHost: h:1\r\nUser-Agent: scaleproof\r\nAccept: */*\r\n\r\n");
        assertThat(head(RequestForm.GET, true)).endsWith("\r\nConnection: close\r\n\r\n");
    }

    @Test
    void headersAreSentAsTheyAreGivenAndInThePlaceOfItsOwn() {
        var form = new RequestForm(
                "GET",
                Map.of("host", "shop.example", "X-Token", "s3cret", "Accept", "application/json"),
                "",
                Statuses.SUCCESSFUL);

        assertThat(head(form, false).lines())
                .contains("host: shop.example", "X-Token: s3cret", "Accept: application/json", "User-Agent: scaleproof")
                .doesNotContain("Host: h:1", "Accept: */*");
    }

    @Test
    void aBodyIsAnnouncedInBytes() {
        var form = new RequestForm("POST", Map.of(), "größe", Statuses.SUCCESSFUL);

        assertThat(head(form, false)).startsWith("POST ").contains("\r\nContent-Length: 7\r\n");
        assertThat(form.bodyBytes()).hasSize(7);
        assertThat(head(new RequestForm("POST", Map.of(), "", Statuses.SUCCESSFUL), false))
                .contains("\r\nContent-Length: 0\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "get", "", "CONNECT"})
    void otherMethodsAreRefusedWithThoseThatThereAre(String method) {
        assertThatThrownBy(() -> new RequestForm(method, Map.of(), "", Statuses.SUCCESSFUL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--method is '%s'; it may be GET, POST, PUT, PATCH, DELETE, OPTIONS", method);
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length, 5",
        "connection, close",
        "Transfer-Encoding, chunked",
        "two words, x",
        "'', x",
        "Expect, 100-continue"
    })
    void aHeaderThatWouldBreakTheRequestIsRefused(String name, String value) {
        assertThatThrownBy(() -> new RequestForm("GET", Map.of(name, value), "", Statuses.SUCCESSFUL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aForgottenColonShowsNothingOfTheSecret() {
        assertThatThrownBy(() ->
                        new RequestForm("GET", Map.of("Authorization Bearer id", "s3cret"), "", Statuses.SUCCESSFUL))
                .hasMessageContaining("header 1")
                .hasMessageNotContaining("Bearer");
    }

    @Test
    void aValueThatCannotBeSentIsRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> new RequestForm("GET", Map.of("X-Token", "s3cret\r\nX: y"), "", Statuses.SUCCESSFUL))
                .hasMessageContaining("X-Token")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void showsNoValueAndNoBody() {
        assertThat(new RequestForm("POST", Map.of("X-Token", "s3cret"), "p4ssword", Statuses.SUCCESSFUL))
                .hasToString("POST with the headers [X-Token] and 8 bytes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2xx     | 200 | true
        2xx     | 299 | true
        2xx     | 301 | false
        2xx,404 | 404 | true
        404     | 200 | false
        """)
    void whatCountsAsServedIsGiven(String given, int status, boolean served) {
        assertThat(Statuses.parse(given).include(status)).isEqualTo(served);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ok", "2x", "600", "1xx", "2xx,", "2xx 3xx"})
    void anythingElseIsNoStatus(String given) {
        assertThatThrownBy(() -> Statuses.parse(given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--expect is '%s'; it may be statuses such as 2xx or 2xx,404", given);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, X-A, true",
        "OPTIONS, X-A, true",
        "POST, X-A, false",
        "PUT, X-A, false",
        "DELETE, X-A, false",
        "POST, IDEMPOTENCY-KEY, true",
        "PATCH, X-Idempotency-Key, true"
    })
    void whatGosClientsSendAgainIsRepeatable(String method, String header, boolean repeatable) {
        assertThat(new RequestForm(method, Map.of(header, "1"), "", Statuses.SUCCESSFUL).isRepeatable())
                .isEqualTo(repeatable);
    }

    private static String head(RequestForm form, boolean last) {
        return new String(form.head("/a?b=c", "h:1", last), ISO_8859_1);
    }
}
