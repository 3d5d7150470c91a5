package io.scaleproof.infra.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.infra.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kubectl that notes what it is asked, and answers what a file says. */
class KubectlMetricsTest {
    private static final String PATH =
            "/apis/custom.metrics.k8s.io/v1beta1/namespaces/shop/pods/*/http_requests_in_flight";
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @BeforeEach
    void putAKubectlThere() throws IOException {
        kubectl("echo '{\"items\": [{\"value\": \"0\"}]}'");
    }

    @Test
    void aMetricThatOnePodHasIsServed() throws IOException {
        assertThat(kubectl(Optional.empty(), LONG).missing(PATH)).isEmpty();
        assertThat(calls()).isEqualTo("--request-timeout=10s --context=other get --raw %s\n".formatted(PATH));
    }

    @Test
    void oneThatComesIsWaitedFor() throws IOException {
        kubectl("if [ $(wc -l < calls) -gt 2 ]; then echo '{\"items\": [{}]}'; else echo '{\"items\": []}'; fi");

        assertThat(kubectl(Optional.empty(), LONG).missing(PATH)).isEmpty();
        assertThat(calls().lines()).hasSize(3);
    }

    @Test
    void whatTheApiSaysInsteadIsPassedOn() throws IOException {
        kubectl("echo 'Error from server (NotFound): the server could not find the metric' >&2; exit 1");

        assertThat(kubectl(Optional.empty(), Duration.ZERO).missing(PATH))
                .contains("Error from server (NotFound): the server could not find the metric");
    }

    @Test
    void aListWithoutPodsIsNoMetric() throws IOException {
        kubectl("echo '{\"items\": []}'");

        assertThat(kubectl(Optional.empty(), Duration.ZERO).missing(PATH)).contains("nothing has it");
    }

    @Test
    void anAnswerThatIsNoListIsNoMetric() throws IOException {
        kubectl("echo ok");

        assertThat(kubectl(Optional.empty(), Duration.ZERO).missing(PATH)).contains("no list: ok");
    }

    @Test
    void aKubectlThatIsNotThereIsSaid() {
        var none = new Kubectl(folder.resolve("none").toString(), Optional.empty(), Optional.empty());
        var metrics = new KubectlMetrics(none, Duration.ZERO, Duration.ZERO);

        assertThat(metrics.missing(PATH))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("kubectl could not be started: "));
    }

    @Test
    void goesByTheProvidersFileOrItsContents() throws IOException {
        kubectl("for a; do case $a in --kubeconfig=*) cat \"${a#*=}\" > given;; esac; done; echo '{\"items\": [{}]}'");
        Path file = Files.writeString(folder.resolve("config"), "by its name");

        assertThat(kubectl(Optional.of(file.toString()), LONG).missing(PATH)).isEmpty();
        assertThat(folder.resolve("given")).hasContent("by its name");

        assertThat(kubectl(Optional.of("apiVersion: v1\nkind: Config\n"), LONG).missing(PATH))
                .isEmpty();
        assertThat(folder.resolve("given")).hasContent("apiVersion: v1\nkind: Config\n");
    }

    private ServedMetrics kubectl(Optional<String> kubeconfig, Duration patience) {
        var kubectl = new Kubectl(folder.resolve("kubectl").toString(), kubeconfig, Optional.of("other"));
        return new KubectlMetrics(kubectl, patience, Duration.ZERO);
    }

    private void kubectl(String answer) throws IOException {
        Path program = Files.writeString(
                folder.resolve("kubectl"), "#!/bin/bash\ncd %s\necho \"$@\" >> calls\n%s\n".formatted(folder, answer));
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private String calls() throws IOException {
        return Files.readString(folder.resolve("calls"));
    }
}
