package io.scaleproof.loadtest.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaleproof.loadtest.export.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class RunOutputOptionsTest {
    @TempDir
    private Path folder;

    @Command
    static final class Given {
        @Mixin
        private RunOutputOptions output;
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:9090,          http://localhost:9090/api/v1/write",
        "http://localhost:9090/,         http://localhost:9090/api/v1/write",
        "https://mimir:443/api/v1/push,  https://mimir:443/api/v1/push",
        "http://localhost:9090?tenant=a, http://localhost:9090/api/v1/write?tenant=a",
    })
    void anAddressWithoutAPathGetsPrometheusOwn(String given, String url) throws IOException {
        assertThat(export("--export", "prometheus=" + given).orElseThrow().url())
                .hasToString(url);
    }

    @Test
    void nothingIsToldToAnybodyUnlessItIsAsked() throws IOException {
        assertThat(export()).isEmpty();
    }

    @Test
    void whoAsksIsSaidByHeadersOrByTheAddressAndNeverShown() throws IOException {
        Path secrets =
                Files.writeString(folder.resolve("headers"), "X-Scope-OrgID: shop\nAuthorization: Bearer {{TOKEN}}\n");

        Destination byFile = export(
                        "--export", "prometheus=https://mimir/push?token=s3cret", "--export-header", "@" + secrets)
                .orElseThrow();
        Destination byAddress =
                export("--export", "prometheus=http://me:s3cret@localhost:9090").orElseThrow();

        assertThat(byFile.headers())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("X-Scope-OrgID", "shop", "Authorization", "Bearer of-environment"));
        assertThat(byFile.shown()).isEqualTo("https://mimir/push");
        assertThat(byAddress.headers()).containsEntry("Authorization", "Basic bWU6czNjcmV0");
        assertThat(byAddress.url()).hasToString("http://localhost:9090/api/v1/write");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "influx=http://localhost:8086     | --export is of kind 'influx'; allowed: prometheus=URL",
                "http://me:s3cret@localhost:9090  | --export does not say what kind it is of; allowed: prometheus=URL",
                "prometheus=localhost:9090        | --export prometheus is 'localhost:9090'; allowed: an http or https URL",
                "prometheus=ftp://localhost       | --export prometheus is 'ftp://localhost'; allowed: an http or https URL",
                "prometheus=http://u:s3/cret@host | --export prometheus is no URL that can be read; allowed: an http or https URL",
            })
    void whatCannotBeIsRefusedWithWhatIsAllowed(String given, String words) {
        assertThatThrownBy(() -> export("--export", given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(words + ", as in --export prometheus=http://localhost:9090")
                .hasMessageNotContaining("s3");
    }

    @Test
    void aHeaderForNobodyAndOneThatCannotBeSentAreRefused() {
        assertThatThrownBy(() -> export("--export-header", "Authorization: s3cret"))
                .hasMessage("--export-header says how to reach what --export names, which is missing:"
                        + " --export prometheus=http://localhost:9090");
        assertThatThrownBy(() -> export("--export", "prometheus=http://a", "--export-header", "Host: s3cret"))
                .hasMessageStartingWith("--export-header Host cannot be sent")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> export("--export", "prometheus=https://a", "--export-ca", folder + "/none.pem"))
                .hasMessageStartingWith("--export-ca is '" + folder + "/none.pem', and there is no file");
    }

    private static Optional<Destination> export(String... args) throws IOException {
        Given given = new Given();
        new CommandLine(given).setExpandAtFiles(false).parseArgs(args);
        return given.output.export(Map.of("TOKEN", "of-environment"));
    }
}
