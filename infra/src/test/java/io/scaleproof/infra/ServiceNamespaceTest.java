package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.kubernetes.Utilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ServiceNamespaceTest {
    @Test
    void isMadeAndEnforcesThePodSecurityStandard() {
        var run = Program.with().run();

        assertThat(run.created()).contains(ServiceNamespace.NAME);
        assertThat(run.input(ServiceNamespace.NAME, "metadata.name")).isEqualTo("scaleproof");
        assertThat(run.input(ServiceNamespace.NAME, "metadata.labels"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    }

    /** What is only read is neither changed by an update nor deleted by a destroy. */
    @Test
    void isOnlyReadWhereTheStackIsNotToMakeIt() {
        var run = Program.with("namespace", "shop", "createNamespace", "false").run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.created()).hasSize(5).doesNotContain(ServiceNamespace.NAME);
        assertThat(run.declared().get(ServiceNamespace.NAME).id()).contains("shop");
        assertThat(run.declared().get(ServiceNamespace.NAME).inputs()).isEmpty();
        assertThat(run.input("deployment", "metadata.namespace")).isEqualTo("shop");
    }

    /** Under another URN Pulumi would delete what it made before, with everything in it. */
    @Test
    void isReadUnderTheNameUnderWhichItIsMadeSoThatPulumiLetsGoOfIt() {
        var made = Program.with().run().declared().get(ServiceNamespace.NAME);
        var read = Program.with("createNamespace", "false").run().declared().get(ServiceNamespace.NAME);

        assertThat(made.type()).isEqualTo(read.type()).isEqualTo("kubernetes:core/v1:Namespace");
        assertThat(made.id()).isEmpty();
        assertThat(read.id()).contains("scaleproof");
    }

    @Test
    void saysInItsNameWhatDecidesWhoseItIs() {
        assertThat(ServiceNamespace.NAME)
                .contains("of this stack: pulumi config set createNamespace true")
                .contains("of somebody else: false");
    }

    @Test
    void isNeitherMadeNorReadWhenItIsTheDefaultOne() {
        var run = Program.with("namespace", "default").run();

        assertThat(run.declares(ServiceNamespace.NAME)).isFalse();
        assertThat(run.input("deployment", "metadata.namespace")).isEqualTo("default");
    }

    @Test
    void isNotMadeInAClusterWithoutMetrics() {
        var run = Program.with("createNamespace", "false")
                .metricsApi("False", "MissingEndpoints", "none")
                .run();

        assertThat(run.declares(ServiceNamespace.NAME)).isFalse();
    }

    /** The first official plugin that refuses to make what exists is 4.29; the SDK by itself asks for 4.0.0, which adopts it. */
    @Test
    void isMadeByAPluginThatRefusesWhatExists() throws IOException {
        assertThat(Utilities.getVersion()).isEqualTo("4.32.0");
        assertThat(Path.of("src/main/resources/com/pulumi/kubernetes/plugin.json"))
                .content()
                .contains("\"version\": \"" + Utilities.getVersion() + "\"");
        assertThat(Files.readString(Path.of("../plugins/install"))).contains("kubernetes:" + Utilities.getVersion());
    }
}
