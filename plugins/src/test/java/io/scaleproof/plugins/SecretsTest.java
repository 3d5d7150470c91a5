package io.scaleproof.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SecretsTest {
    private static final String MARK = "\"4dabf18193072939515e22adb298388d\":\"1b47061264138c4ac30d75fd1eb44270\"";
    private static final ObjectNode SEALED = Json.parse(
            "{\"env\":[{\"name\":\"A\"},{\"value\":{%s,\"value\":\"hunter2\"}}],\"a/b\":{%s,\"value\":{\"c\":\"d-long\"}}}"
                    .formatted(MARK, MARK));

    @Test
    void opensAtAnyDepthAndRemembersWhere() {
        Secrets opened = Secrets.open(SEALED);

        assertThat(opened.values())
                .hasToString("{\"env\":[{\"name\":\"A\"},{\"value\":\"hunter2\"}],\"a/b\":{\"c\":\"d-long\"}}");
        assertThat(opened.paths()).containsExactly("/a~1b", "/env/1/value");
    }

    @Test
    void sealsTheSamePathsAgain() {
        Secrets opened = Secrets.open(SEALED);

        assertThat(opened.seal(opened.values())).isEqualTo(SEALED);
    }

    @Test
    void sealsOnlyWhatIsThere() {
        ObjectNode result = Json.parse("{\"env\":[{\"name\":\"A\"}]}");

        assertThat(Secrets.open(SEALED).seal(result)).isEqualTo(result);
    }

    @Test
    void sealsInnerAndOuterPaths() {
        ObjectNode sealed = Secrets.seal(Json.parse("{\"data\":{\"key\":\"v\"}}"), List.of("/data", "/data/key"));

        assertThat(Secrets.open(sealed).values()).hasToString("{\"data\":{\"key\":\"v\"}}");
        assertThat(Secrets.open(sealed).paths()).contains("/data");
    }

    @Test
    void leavesNoSecretInAText() {
        Secrets opened = Secrets.open(SEALED);

        assertThat(opened.redact("hunter2, in base64 aHVudGVyMg==, and d-long"))
                .isEqualTo("[secret], in base64 [secret], and [secret]");
    }

    @Test
    void doesNotGarbleTextsForASecretOfTwoLetters() {
        Secrets opened = Secrets.open(Json.parse("{\"a\":{%s,\"value\":\"on\"}}".formatted(MARK)));

        assertThat(opened.redact("connection")).isEqualTo("connection");
    }
}
