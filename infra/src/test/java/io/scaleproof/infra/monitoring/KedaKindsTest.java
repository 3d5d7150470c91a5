package io.scaleproof.infra.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scaleproof.infra.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KedaKindsTest {
    private static final String VERSION =
            Settings.from(Map.of()).metricsAdapter().kedaImage().replaceFirst(".*:", "");

    @Test
    void areAllThatTheOperatorFollows() {
        assertThat(KedaKinds.all().map(KedaKinds.Definition::name))
                .containsExactlyInAnyOrder(
                        "scaledobjects.keda.sh",
                        "scaledjobs.keda.sh",
                        "triggerauthentications.keda.sh",
                        "clustertriggerauthentications.keda.sh",
                        "cloudeventsources.eventing.keda.sh",
                        "clustercloudeventsources.eventing.keda.sh");
    }

    @Test
    void sayOfWhichReleaseTheyAre() throws IOException {
        assertThat(Files.readString(KedaRelease.KINDS)).startsWith("# The kinds of KEDA %s (".formatted(VERSION));
    }

    /** {@code cluster/monitoring-images build keda} fetches it; -Dkeda.kinds=write writes what this asks for. */
    @Test
    void areTheReleasesButForDescriptions() throws IOException {
        Path module = Path.of(System.getProperty("user.home"), "go/pkg/mod/github.com/kedacore/keda/v2@v" + VERSION);
        assumeTrue(Files.isDirectory(module), "KEDA's Go module is not there");
        String kinds = KedaRelease.kinds(module, VERSION);
        if (System.getProperty("keda.kinds", "").equals("write")) {
            Files.writeString(KedaRelease.KINDS, kinds);
        }

        assertThat(KedaRelease.KINDS).hasContent(kinds);
    }
}
