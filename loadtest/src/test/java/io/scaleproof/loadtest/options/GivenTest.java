package io.scaleproof.loadtest.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenTest {
    @TempDir
    private Path folder;

    @Test
    void headersComeFromTheCommandLineAndFromFiles() throws IOException {
        Path secrets = Files.writeString(folder.resolve("secrets"), "Authorization: Bearer a:b\n\nX-Shop:  one\n");

        assertThat(Given.headers("--header", List.of("Accept: text/plain", "@" + secrets, "X-Shop: two"), Map.of()))
                .containsExactly(
                        entry("Accept", "text/plain"), entry("Authorization", "Bearer a:b"), entry("X-Shop", "two"));
    }

    @Test
    void whatIsNoHeaderIsRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> Given.headers("--header", List.of("Accept: x", "s3cret"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Header 2 of 2 has no name before a colon")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aValueMayTakeSecretsFromTheEnvironment() throws IOException {
        Path headers = Files.writeString(folder.resolve("headers"), "X-Both: {{ USER }}/{{TOKEN}}\n");

        // A file that a variable was filled from has a line's end; and what is in a variable is nothing to look up.
        assertThat(Given.headers(
                        "--header",
                        List.of("Authorization: Bearer {{TOKEN}}", "@" + headers, "X-Json: {\"a\": {{}}}"),
                        Map.of("TOKEN", "s3$cret\\{{USER}}\n", "USER", "me")))
                .containsExactly(
                        entry("Authorization", "Bearer s3$cret\\{{USER}}"),
                        entry("X-Both", "me/s3$cret\\{{USER}}"),
                        entry("X-Json", "{\"a\": {{}}}"));
    }

    @Test
    void aVariableThatIsNotSetIsNamed() {
        for (Map<String, String> environment : List.of(Map.of("OTHER", "s3cret"), Map.of("TOKEN", " "))) {
            assertThatThrownBy(() ->
                            Given.headers("--header", List.of("Authorization: Bearer s3cret {{TOKEN}}"), environment))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "The header Authorization takes {{TOKEN}}, and the environment variable TOKEN is not set or empty."
                                    + " Set it: export TOKEN=...");
        }
    }

    @Test
    void aBodyIsTextOrAFile() throws IOException {
        Path body = Files.writeString(folder.resolve("order.json"), "{\"apples\": 3}");

        assertThat(Given.textOrFile("--body", "apples=3")).isEqualTo("apples=3");
        assertThat(Given.textOrFile("--body", "@" + body)).isEqualTo("{\"apples\": 3}");
    }

    @Test
    void aFileThatIsNotThereIsNamedWithItsOption() {
        assertThatThrownBy(() -> Given.textOrFile("--body", "@missing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--body is '@missing'")
                .hasMessageContaining(Path.of("missing").toAbsolutePath().toString());
    }
}
