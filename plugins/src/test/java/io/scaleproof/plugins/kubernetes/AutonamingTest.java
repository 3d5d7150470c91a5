package io.scaleproof.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.scaleproof.plugins.Json;
import io.scaleproof.plugins.PluginClient;
import io.scaleproof.plugins.Unknown;
import org.junit.jupiter.api.Test;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.CheckRequest.AutonamingOptions;
import pulumirpc.Provider.CheckRequest.AutonamingOptions.Mode;
import tools.jackson.databind.node.ObjectNode;

class AutonamingTest {
    private static final CheckRequest REQUEST = CheckRequest.newBuilder()
            .setUrn(PluginClient.urn("kubernetes:core/v1:ConfigMap", "settings"))
            .setRandomSeed(ByteString.copyFrom(new byte[] {1, 2, (byte) 0xfe, (byte) 0xff, 5}))
            .build();

    private static String nameOf(String inputs, String oldInputs, CheckRequest request) {
        ObjectNode object = Json.parse(inputs);
        Autonaming.assign(object, Json.parse(oldInputs), request);
        return object.path("metadata").path("name").asString("none");
    }

    @Test
    void isTheResourcesNameAndEightDigitsOfTheEnginesSeed() {
        assertThat(nameOf("{}", "{}", REQUEST)).isEqualTo("settings-0102feff");
    }

    @Test
    void isRandomWithoutASeed() {
        CheckRequest seedless = REQUEST.toBuilder().clearRandomSeed().build();

        assertThat(nameOf("{}", "{}", seedless)).matches("settings-[0-9a-f]{8}");
    }

    @Test
    void staysOverUpdates() {
        String old = "{\"metadata\":{\"name\":\"settings-old\",\"annotations\":{\"pulumi.com/autonamed\":\"true\"}}}";

        assertThat(nameOf("{}", old, REQUEST)).isEqualTo("settings-old");
    }

    @Test
    void leavesNamesThatTheProgramGives() {
        assertThat(nameOf("{\"metadata\":{\"name\":\"given\"}}", "{}", REQUEST)).isEqualTo("given");
        assertThat(nameOf("{\"metadata\":{\"generateName\":\"given-\"}}", "{}", REQUEST))
                .isEqualTo("none");
        assertThat(nameOf("{\"metadata\":\"%s\"}".formatted(Unknown.TEXT), "{}", REQUEST))
                .isEqualTo("none");
    }

    @Test
    void followsTheProjectsNamingRule() {
        CheckRequest proposed = REQUEST.toBuilder()
                .setAutonaming(
                        AutonamingOptions.newBuilder().setMode(Mode.ENFORCE).setProposedName("by-rule"))
                .build();
        CheckRequest disabled = REQUEST.toBuilder()
                .setAutonaming(AutonamingOptions.newBuilder().setMode(Mode.DISABLE))
                .build();

        assertThat(nameOf("{}", "{}", proposed)).isEqualTo("by-rule");
        assertThatThrownBy(() -> nameOf("{}", "{}", disabled))
                .hasMessage("settings has no metadata.name, and pulumi:autonaming is disabled for it. "
                        + "Name it in the program, or change that setting.");
    }
}
