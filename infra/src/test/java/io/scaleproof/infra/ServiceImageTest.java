package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.docker.Utilities;
import com.pulumi.exceptions.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceImageTest {
    @TempDir
    private Path repository;

    @Test
    void isNamedByItsContent() throws IOException {
        sources("one");
        Object first = image(Program.with());
        Object again = image(Program.with());
        sources("two");
        Object changed = image(Program.with());

        assertThat(first).asString().matches("scaleproof-service:[0-9a-f]{16}");
        assertThat(again).isEqualTo(first);
        assertThat(changed).isNotEqualTo(first);
    }

    @Test
    void staysInTheDaemonAndIsNeverPulledWithoutARegistry() {
        var run = Program.with().run();

        assertThat(run.input("image", "skipPush")).isEqualTo(true);
        assertThat(run.container("image")).isEqualTo(run.input("image", "imageName"));
        assertThat(run.container("imagePullPolicy")).isEqualTo("Never");
        assertThat(run.input("deployment", "spec.template.spec.imagePullSecrets"))
                .isNull();
    }

    @Test
    void isHandedToTheNodesBeforeAPodAsksForIt() {
        var received = new ArrayList<String>();
        var run = Program.with().nodeImages(received::add).run();

        assertThat(received).singleElement().isEqualTo(run.container("image"));
    }

    @Test
    void noPodIsMadeWhereTheNodesCannotHaveIt() {
        var run = Program.with()
                .nodeImages(_ -> {
                    throw new RunException("minikube is not there");
                })
                .run();

        assertThat(run.errors()).anySatisfy(error -> assertThat(error).contains("minikube is not there"));
        assertThat(run.declares("deployment")).isFalse();
    }

    @Test
    void noNodeIsHandedWhatARegistryHas() {
        var received = new ArrayList<String>();
        Program.with("imageRegistry", "registry.example")
                .nodeImages(received::add)
                .run();

        assertThat(received).isEmpty();
    }

    @Test
    void isPushedAndDeployedByDigestWithARegistry() {
        var run = Program.with("imageRegistry", "registry.example:5000/team", "imagePullSecret", "registry-login")
                .run();

        assertThat(run.input("image", "imageName"))
                .asString()
                .matches("registry\\.example:5000/team/scaleproof-service:[0-9a-f]{16}");
        assertThat(run.input("image", "skipPush")).isEqualTo(false);
        assertThat(run.container("image")).isEqualTo("registry.example/scaleproof-service@sha256:5ca1e");
        assertThat(run.container("imagePullPolicy")).isEqualTo("IfNotPresent");
        assertThat(run.input("deployment", "spec.template.spec.imagePullSecrets.0.name"))
                .isEqualTo("registry-login");
    }

    @Test
    void isBuiltForTheDaemonsPlatformUnlessToldOtherwise() {
        assertThat(Program.with().run().input("image", "build.platform")).isNull();
        assertThat(Program.with("imagePlatform", "linux/arm64").run().input("image", "build.platform"))
                .isEqualTo("linux/arm64");
    }

    @Test
    void failsWithMavensLastLinesAlone() throws IOException {
        sources("broken");
        var run = Program.with()
                .repository(repository, _ -> new Maven.Ended(false, "[ERROR] Application.java:[3,1] ';' expected"))
                .run();

        assertThat(run.errors())
                .containsExactly("Maven could not build service:\n" + "[ERROR] Application.java:[3,1] ';' expected");
        assertThat(run.declares("image")).isFalse();
        assertThat(run.declares("deployment")).isFalse();
    }

    @Test
    void isNotBuiltWhereThereAreNoMetrics() throws IOException {
        sources("fine");
        var run = Program.with()
                .metricsApi("False", "MissingEndpoints", "")
                .repository(repository, _ -> {
                    throw new AssertionError("Maven was started");
                })
                .run();

        assertThat(run.errors()).singleElement().asString().contains("metrics API");
    }

    /** The client of the SDK's own version speaks Docker's API 1.42; Docker 29 answers from 1.44 on. */
    @Test
    void isBuiltByAPluginThatDockerOfTodayAnswers() throws IOException {
        assertThat(Utilities.getVersion()).isEqualTo("4.11.2");
        assertThat(Path.of("src/main/resources/com/pulumi/docker/plugin.json"))
                .content()
                .contains("\"version\": \"" + Utilities.getVersion() + "\"");
        assertThat(Files.readString(Path.of("../plugins/install"))).contains("docker:" + Utilities.getVersion());
    }

    private Object image(Program program) {
        return program.repository(repository, _ -> new Maven.Ended(true, ""))
                .run()
                .container("image");
    }

    private void sources(String content) throws IOException {
        for (String module : new String[] {"service", "loadtest"}) {
            Files.createDirectories(repository.resolve(module));
            Files.writeString(repository.resolve(module).resolve("Source.java"), content);
        }
    }
}
