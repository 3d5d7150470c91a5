package io.scaleproof.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaleproof.plugins.Json;
import io.scaleproof.plugins.PluginClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pulumirpc.Provider.ConstructRequest;
import pulumirpc.Provider.InvokeRequest;

class TypeTokenTest {
    @ParameterizedTest
    @CsvSource({
        "kubernetes:core/v1:Namespace, v1, Namespace",
        "kubernetes:apps/v1:Deployment, apps/v1, Deployment",
        "kubernetes:autoscaling/v2:HorizontalPodAutoscaler, autoscaling/v2, HorizontalPodAutoscaler",
        "kubernetes:apiregistration.k8s.io/v1:APIService, apiregistration.k8s.io/v1, APIService",
        "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute, gateway.networking.k8s.io/v1, HTTPRoute",
        "kubernetes:example.com/v1:AllowList, example.com/v1, AllowList"
    })
    void standsForAKind(String token, String apiVersion, String kind) {
        assertThat(TypeToken.isSupported(token)).isTrue();
        assertThat(TypeToken.of(token)).isEqualTo(new TypeToken(apiVersion, kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubernetes:helm.sh/v3:Release",
                "kubernetes:helm.sh/v3:Chart",
                "kubernetes:helm.sh/v4:Chart",
                "kubernetes:yaml:ConfigFile",
                "kubernetes:yaml/v2:ConfigGroup",
                "kubernetes:kustomize:Directory",
                "kubernetes:kustomize/v2:Directory",
                "kubernetes:apps/v1:DeploymentPatch",
                "kubernetes:core/v1:ConfigMapList"
            })
    void whatIsRenderedIsRefusedByName(String token) {
        try (PluginClient plugin = new PluginClient(KubernetesPlugin::new)) {
            assertThatThrownBy(() -> plugin.check(PluginClient.urn(token, "x"), Json.object(), Json.object()))
                    .hasMessageContaining(token + " is not supported by this stand-in for Pulumi's kubernetes plugin. "
                            + "Use the official one: pulumi plugin install resource kubernetes 4.32.0 --reinstall");
        }
    }

    @Test
    void functionsAndComponentsAreRefusedByName() {
        try (PluginClient plugin = new PluginClient(KubernetesPlugin::new)) {
            assertThatThrownBy(() -> plugin.calls()
                            .invoke(InvokeRequest.newBuilder()
                                    .setTok("kubernetes:yaml:decode")
                                    .build()))
                    .hasMessageContaining("kubernetes:yaml:decode is not supported");
            assertThatThrownBy(() -> plugin.calls()
                            .construct(ConstructRequest.newBuilder()
                                    .setType("kubernetes:helm.sh/v4:Chart")
                                    .build()))
                    .hasMessageContaining("kubernetes:helm.sh/v4:Chart is not supported");
        }
    }
}
