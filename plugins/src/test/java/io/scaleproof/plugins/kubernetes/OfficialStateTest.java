package io.scaleproof.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.grpc.StatusRuntimeException;
import io.scaleproof.plugins.PluginException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pulumirpc.Provider.DeleteRequest;
import pulumirpc.Provider.DiffRequest;
import pulumirpc.Provider.ReadRequest;
import pulumirpc.Provider.UpdateRequest;

class OfficialStateTest {
    private static final String URN = "urn:pulumi:s::p::kubernetes:core/v1:Service::service";

    private final KubernetesPlugin plugin = new KubernetesPlugin(_ -> {});

    @ParameterizedTest
    @ValueSource(strings = {"__inputs", "__initialApiVersion", "__fieldManager"})
    void isRefusedByNameBeforeAnythingIsAskedOrChanged(String kept) {
        Struct state = Struct.newBuilder()
                .putFields(kept, Value.newBuilder().setStringValue("x").build())
                .build();

        assertRefused(() ->
                plugin.diff(DiffRequest.newBuilder().setUrn(URN).setOlds(state).build()));
        assertRefused(() -> plugin.update(
                UpdateRequest.newBuilder().setUrn(URN).setOlds(state).build()));
        assertRefused(() -> plugin.read(ReadRequest.newBuilder()
                .setUrn(URN)
                .setId("shop/web")
                .setProperties(state)
                .build()));
        assertRefused(() -> plugin.delete(
                DeleteRequest.newBuilder().setUrn(URN).setProperties(state).build()));
    }

    @Test
    void whatThisPluginHasWrittenIsNot() {
        assertThat(plugin.diff(DiffRequest.newBuilder().setUrn(URN).build()).getChanges())
                .isNotNull();
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfAny(PluginException.class, StatusRuntimeException.class)
                .hasMessageContaining("was made with Pulumi's official Kubernetes plugin")
                .hasMessageContaining("PULUMI_BACKEND_URL");
    }
}
