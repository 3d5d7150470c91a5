package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stacks that come with the project, as a preview would see them. */
class StackFilesTest {
    private static final Pattern VALUE = Pattern.compile("  scaleproof:(\\w+): \"?([^\"]*)\"?");

    @ParameterizedTest
    @ValueSource(strings = {"minikube", "eks", "gke"})
    void areValid(String stack) throws IOException {
        var run = Program.with(configuration(stack)).run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.declares("hpa")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"minikube", "eks", "gke"})
    void nameTheirClusterAndCannotBeAppliedToAnother(String stack) throws IOException {
        assertThat(file(stack)).content().contains("  kubernetes:context: " + stack + "\n");
    }

    /** The local stack has no secrets, and an empty passphrase. */
    @Test
    void minikubeLeavesACloneCleanWhenTheStackIsCreated() throws IOException {
        assertThat(file("minikube")).content().contains("\nencryptionsalt: v1:");
    }

    /** A salt that comes with the project is an empty passphrase's, with which a secret is as good as plain. */
    @ParameterizedTest
    @ValueSource(strings = {"eks", "gke"})
    void cloudsGetTheirSaltFromThePassphraseOfWhoeverCreatesTheStack(String stack) throws IOException {
        assertThat(file(stack)).content().doesNotContain("encryptionsalt");
    }

    @Test
    void minikubeIsTheDefaultsAndItsNodesAreHandedTheImage() throws IOException {
        assertThat(configuration("minikube")).isEqualTo(Map.of("imageLoad", "minikube"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eks", "gke"})
    void cloudsPullByDigestAndSpreadOverZones(String stack) throws IOException {
        var run = Program.with(configuration(stack)).run();

        assertThat(run.container("image")).asString().contains("@sha256:");
        assertThat(run.input("image", "skipPush")).isEqualTo(false);
        assertThat(run.input("deployment", "spec.template.spec.topologySpreadConstraints.0.topologyKey"))
                .isEqualTo("topology.kubernetes.io/zone");
        assertThat(run.input("hpa", "spec.minReplicas")).isEqualTo(2.0);
        assertThat(run.declares("network-policy")).isTrue();
    }

    @Test
    void eksIsReachedThroughALoadBalancerAndGetsItsMetricsServer() throws IOException {
        var run = Program.with(configuration("eks"))
                .status("Service", Map.of("loadBalancer", Map.of("ingress", List.of(Map.of("hostname", "lb.example")))))
                .run();

        assertThat(run.input("service", "spec.type")).isEqualTo("LoadBalancer");
        assertThat(run.output("url")).isEqualTo("http://lb.example/");
        assertThat(run.declares("metrics-server-deployment")).isTrue();
    }

    @Test
    void gkeIsReachedThroughAnIngressAndHasAMetricsServer() throws IOException {
        var run = Program.with(configuration("gke")).run();

        assertThat(run.container("env.1")).isEqualTo(Map.of("name", "SCALEPROOF_DRAIN_SECONDS", "value", "60"));
        assertThat(run.input("service", "spec.type")).isEqualTo("ClusterIP");
        assertThat(run.output("url")).isEqualTo("http://scaleproof.example.com/");
        assertThat(run.declares("metrics-server-deployment")).isFalse();
    }

    private static Path file(String stack) {
        return Path.of("../Pulumi.%s.yaml".formatted(stack));
    }

    private static Map<String, String> configuration(String stack) throws IOException {
        var configuration = new HashMap<String, String>();
        Files.readAllLines(file(stack)).stream()
                .map(VALUE::matcher)
                .filter(Matcher::matches)
                .forEach(value -> configuration.put(value.group(1), value.group(2)));
        return configuration;
    }
}
