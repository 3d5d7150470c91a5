package io.scaleproof.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.StatusRuntimeException;
import io.scaleproof.plugins.Json;
import io.scaleproof.plugins.PluginClient;
import io.scaleproof.plugins.PluginClient.State;
import io.scaleproof.plugins.Unknown;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pulumirpc.Provider.DiffResponse.DiffChanges;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What others do in the cluster while the plugin works on it. */
@ExtendWith(TestCluster.class)
class ClusterBehaviourIT {
    private static final String DEPLOYMENT = "kubernetes:apps/v1:Deployment";

    private final TestCluster cluster;
    private final PluginClient plugin;

    ClusterBehaviourIT(TestCluster cluster) {
        this.cluster = cluster;
        plugin = new PluginClient(KubernetesPlugin::new).configured(cluster.configuration());
    }

    @AfterEach
    void close() {
        plugin.close();
    }

    private static ObjectNode deployment(String name, String image) {
        return Json.parse("""
                {"metadata": {"name": "%s"},
                 "spec": {"selector": {"matchLabels": {"app": "%s"}},
                  "template": {"metadata": {"labels": {"app": "%s"}},
                   "spec": {"containers": [{"name": "web", "image": "%s"}]}}}}
                """.formatted(name, name, name, image));
    }

    private static ObjectNode unawaited(ObjectNode object) {
        object.withObject("metadata").withObject("annotations").put("pulumi.com/skipAwait", "true");
        return object;
    }

    private static String urn(String name) {
        return PluginClient.urn(DEPLOYMENT, name);
    }

    private String path(String name) {
        return "/apis/apps/v1/namespaces/default/deployments/" + name;
    }

    private ObjectNode live(String name) {
        return cluster.server().get(path(name), Map.of());
    }

    private Kubectl another() {
        return new Kubectl(ClusterConfig.of(cluster.configuration()).client());
    }

    /** As kubelet and scheduler would report it. */
    private void reportOnPod(String app, String status) {
        String pods = "/api/v1/namespaces/default/pods";
        Map<String, String> query = Map.of("labelSelector", "app=" + app);
        cluster.await(
                "a pod of " + app,
                () -> !cluster.server().get(pods, query).path("items").isEmpty());
        String pod = cluster.server()
                .get(pods, query)
                .path("items")
                .get(0)
                .path("metadata")
                .path("name")
                .asString();
        another().merge(pods + "/" + pod + "/status", Json.parse("{\"status\": " + status + "}"), "kubelet");
    }

    private static final String READY =
            "{\"phase\": \"Running\", \"conditions\": [{\"type\": \"Ready\", \"status\": \"True\"}]}";

    private StatusRuntimeException failureOf(CompletableFuture<State> operation) {
        return (StatusRuntimeException)
                catchThrowableOfType(ExecutionException.class, operation::get).getCause();
    }

    /** Not in the common pool: on two processors it has one thread, which the HTTP client needs. */
    private static CompletableFuture<State> meanwhile(Supplier<State> operation) {
        return CompletableFuture.supplyAsync(
                operation, task -> Thread.ofVirtual().start(task));
    }

    private CompletableFuture<State> creating(String name) {
        return meanwhile(() -> plugin.create(urn(name), deployment(name, "web:1")));
    }

    @Test
    void waitsForADeploymentAndSaysForWhat() throws Exception {
        CompletableFuture<State> creation = creating("waited");
        cluster.await("a status", () -> plugin.statuses().contains("[0 of 1 pods are ready]"));

        assertThat(creation).isNotDone();
        reportOnPod("waited", READY);

        assertThat(creation.get()
                        .outputs()
                        .path("status")
                        .path("availableReplicas")
                        .asInt())
                .isEqualTo(1);
        assertThat(plugin.statuses()).endsWith("");
    }

    @Test
    void failsAsSoonAsAnImageCannotBePulled() {
        CompletableFuture<State> creation = creating("unpullable");
        reportOnPod("unpullable", """
                {"containerStatuses": [{"name": "web", "image": "web:1", "imageID": "", "ready": false, "restartCount": 0,
                  "state": {"waiting": {"reason": "ImagePullBackOff", "message": "Back-off pulling image \\"web:1\\""}}}]}
                """);

        StatusRuntimeException failure = failureOf(creation);

        assertThat(failure)
                .hasMessageContaining("Deployment default/unpullable is not ready: pod unpullable-")
                .hasMessageContaining("container web: ImagePullBackOff: Back-off pulling image \"web:1\"");
        State left = PluginClient.leftBy(failure, urn("unpullable"));
        assertThat(left.id()).isEqualTo("default/unpullable");
        assertThat(left.outputs().path("metadata").path("uid").asString())
                .isEqualTo(live("unpullable").path("metadata").path("uid").asString());
    }

    @Test
    void failsAsSoonAsAContainerKeepsCrashing() {
        CompletableFuture<State> creation = creating("crashing");
        reportOnPod("crashing", """
                {"containerStatuses": [{"name": "web", "image": "web:1", "imageID": "", "ready": false, "restartCount": 2,
                  "state": {"waiting": {"reason": "CrashLoopBackOff", "message": "back-off 10s"}},
                  "lastState": {"terminated": {"exitCode": 137, "reason": "OOMKilled"}}}]}
                """);

        assertThat(failureOf(creation))
                .hasMessageContaining("container web: CrashLoopBackOff: back-off 10s (OOMKilled, exit code 137)");
    }

    @Test
    void failsWithTheSchedulersWords() {
        CompletableFuture<State> creation = creating("unschedulable");
        reportOnPod("unschedulable", """
                {"conditions": [{"type": "PodScheduled", "status": "False", "reason": "Unschedulable",
                  "message": "0/1 nodes are available: 1 Insufficient cpu.",
                  "lastTransitionTime": "%s"}]}
                """.formatted(
                        Instant.now().minus(PodTrouble.UNSCHEDULABLE_PATIENCE).minusSeconds(1)));

        assertThat(failureOf(creation))
                .hasMessageContaining("Unschedulable: 0/1 nodes are available: 1 Insufficient cpu.");
    }

    @Test
    void failsWhenPodsAreRefused() {
        plugin.create(PluginClient.urn("kubernetes:core/v1:Namespace", "strict"), Json.parse("""
                        {"metadata": {"name": "strict",
                          "labels": {"pod-security.kubernetes.io/enforce": "restricted"}}}
                        """));
        ObjectNode program = deployment("refused", "web:1");
        program.withObject("metadata").put("namespace", "strict");

        assertThatThrownBy(() -> plugin.create(urn("refused"), program))
                .hasMessageContaining("pods cannot be created: FailedCreate:")
                .hasMessageContaining("violates PodSecurity \"restricted:latest\"");
        assertThat(plugin.warnings()).anyMatch(warning -> warning.contains("would violate PodSecurity"));
    }

    @Test
    void givesUpAfterTheTimeoutOfTheAnnotation() {
        ObjectNode program = deployment("late", "web:1");
        program.withObject("metadata").withObject("annotations").put("pulumi.com/timeoutSeconds", "1");

        assertThatThrownBy(() -> plugin.create(urn("late"), program))
                .hasMessageContaining("not ready within 1 s: [0 of 1 pods are ");
    }

    @Test
    void cancellationLeavesAStateThatTheNextUpdateRepairs() throws Exception {
        CompletableFuture<State> creation = creating("cancelled");
        cluster.await("a status", () -> !plugin.statuses().isEmpty());

        plugin.cancel();
        StatusRuntimeException failure = failureOf(creation);
        reportOnPod("cancelled", READY);

        assertThat(failure).hasMessageContaining("cancelled while waiting: [");
        State left = PluginClient.leftBy(failure, urn("cancelled"));
        try (PluginClient next = new PluginClient(KubernetesPlugin::new).configured(cluster.configuration())) {
            State repaired = next.update(left, deployment("cancelled", "web:1"));
            assertThat(repaired.outputs()
                            .path("status")
                            .path("availableReplicas")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void leavesTheReplicaCountToTheAutoscaler() {
        ObjectNode program = unawaited(deployment("scaled", "web:1"));
        State state = plugin.create(urn("scaled"), program);
        another()
                .merge(
                        path("scaled") + "/scale",
                        Json.parse("{\"spec\": {\"replicas\": 7}}"),
                        "kube-controller-manager");

        State refreshed = plugin.refresh(state);
        plugin.update(refreshed, unawaited(deployment("scaled", "web:2")));

        assertThat(refreshed.inputs()).isEqualTo(state.inputs());
        assertThat(plugin.diff(refreshed, program).getChanges()).isEqualTo(DiffChanges.DIFF_NONE);
        assertThat(live("scaled").path("spec").path("replicas").asInt()).isEqualTo(7);
    }

    @Test
    void namesTheManagerThatHoldsAField() {
        State state = plugin.create(urn("disputed"), unawaited(deployment("disputed", "web:1")));
        another().merge(path("disputed"), Json.parse("{\"spec\": {\"minReadySeconds\": 5}}"), "other-tool");
        ObjectNode program = unawaited(deployment("disputed", "web:1"));
        program.withObject("spec").put("minReadySeconds", 3);

        assertThatThrownBy(() -> plugin.update(state, program))
                .hasMessageContaining(
                        "others manage .spec.minReadySeconds (conflict with \"other-tool\" using apps/v1)")
                .hasMessageContaining("pulumi.com/patchForce: \"true\"");
        program.withObject("metadata").withObject("annotations").put("pulumi.com/patchForce", "true");
        plugin.update(state, program);

        assertThat(live("disputed").path("spec").path("minReadySeconds").asInt())
                .isEqualTo(3);
    }

    @Test
    void anObjectThatSomebodyElseMadeIsRefusedInPreviewsTooHoweverEqualItIs() {
        ObjectNode program = Json.parse("""
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "kubectls", "namespace": "default"},
                 "data": {"colour": "blue"}}
                """);
        another().create("/api/v1/namespaces/default/configmaps", program);
        JsonNode before = cluster.server().get("/api/v1/namespaces/default/configmaps/kubectls", Map.of());
        String urn = PluginClient.urn("kubernetes:core/v1:ConfigMap", "kubectls");
        String refusal =
                "ConfigMap default/kubectls exists already, and this stack did not make it; it is left as it is. "
                        + "Give this one another name, or take that one into the stack: pulumi import "
                        + "(of an update that was interrupted: pulumi refresh)";

        assertThatThrownBy(() -> plugin.preview(urn, program)).hasMessageEndingWith(refusal);
        assertThatThrownBy(() -> plugin.create(urn, program)).hasMessageEndingWith(refusal);
        assertThat(cluster.server().get("/api/v1/namespaces/default/configmaps/kubectls", Map.of()))
                .isEqualTo(before);
    }

    /** What is not in the state is not destroyed; a creation that "succeeds" on it would put it there. */
    @Test
    void aNamespaceThatSomebodyElseMadeKeepsItsLabelsAndWhatIsInIt() {
        another().create("/api/v1/namespaces", Json.parse("{\"metadata\": {\"name\": \"theirs\"}}"));
        another()
                .create(
                        "/api/v1/namespaces/theirs/configmaps",
                        Json.parse("{\"metadata\": {\"name\": \"stock\"}, \"data\": {\"apples\": \"3\"}}"));
        ObjectNode program = Json.parse("""
                {"metadata": {"name": "theirs", "labels": {"pod-security.kubernetes.io/enforce": "restricted"}}}
                """);

        assertThatThrownBy(() -> plugin.create(PluginClient.urn("kubernetes:core/v1:Namespace", "namespace"), program))
                .hasMessageContaining("Namespace theirs exists already, and this stack did not make it");
        JsonNode namespace = cluster.server().get("/api/v1/namespaces/theirs", Map.of());
        assertThat(namespace.path("metadata").path("labels").has("pod-security.kubernetes.io/enforce"))
                .isFalse();
        assertThat(cluster.server().find("/api/v1/namespaces/theirs/configmaps/stock"))
                .isPresent();
    }

    @Test
    void ofTwoCreationsAtOnceOneIsRefused() throws Exception {
        String type = "kubernetes:core/v1:Namespace";
        ObjectNode program = Json.parse("{\"metadata\": {\"name\": \"contested\"}}");
        List<CompletableFuture<State>> both = List.of(
                meanwhile(() -> plugin.create(PluginClient.urn(type, "one"), program)),
                meanwhile(() -> plugin.create(PluginClient.urn(type, "two"), program)));

        CompletableFuture.allOf(both.toArray(CompletableFuture[]::new))
                .exceptionally(any -> null)
                .get();

        assertThat(both)
                .filteredOn(CompletableFuture::isCompletedExceptionally)
                .singleElement()
                .satisfies(refused ->
                        assertThat(failureOf(refused)).hasMessageContaining("Namespace contested exists already"));
    }

    @Test
    void aReplacementIsPreviewedWhileTheObjectOfItsNameIsStillThere() {
        String urn = PluginClient.urn("kubernetes:core/v1:Service", "renewed");
        ObjectNode program = unawaited(
                Json.parse(
                        "{\"metadata\": {\"name\": \"renewed\"}, \"spec\": {\"ports\": [{\"name\": \"http\", \"port\": 80}]}}"));
        State state = plugin.create(urn, program);
        program.withObject("spec").put("clusterIP", "10.98.200.201");

        assertThat(plugin.diff(state, program).getReplacesList()).containsExactly("spec.clusterIP");
        assertThat(plugin.preview(urn, program).at("/spec/clusterIP").asString())
                .isEqualTo("10.98.200.201");
    }

    @Test
    void whatItWasMadeWithGoesWhenTheProgramNoLongerNamesIt() {
        ObjectNode program =
                Json.parse("{\"metadata\": {\"name\": \"lessened\", \"labels\": {\"a\": \"1\", \"b\": \"1\"}}}");
        State state = plugin.create(PluginClient.urn("kubernetes:core/v1:ConfigMap", "lessened"), program);
        program.withObject("metadata").withObject("labels").put("a", "2").remove("b");

        State after = plugin.update(state, program);

        assertThat(plugin.warnings()).isEmpty();
        assertThat(after.outputs().path("metadata").path("labels"))
                .isEqualTo(Json.object().put("a", "2"));
    }

    @Test
    void takesItsListsBackFromKubectlAndLeavesKubectlItsLabels() {
        String type = "kubernetes:core/v1:Service";
        ObjectNode program = unawaited(Json.parse(
                "{\"metadata\": {\"name\": \"edited\"}, \"spec\": {\"ports\": [{\"name\": \"http\", \"port\": 80}]}}"));
        State state = plugin.create(PluginClient.urn(type, "edited"), program);
        String path = "/api/v1/namespaces/default/services/edited";
        another().edit(cluster.server(), path, service -> {
            ((ObjectNode) service.path("spec").path("ports").get(0)).put("port", 8080);
            service.withObject("metadata").withObject("labels").put("team", "shop");
            return service;
        });

        State refreshed = plugin.refresh(state);
        plugin.update(refreshed, program);

        assertThat(plugin.diff(refreshed, program).getChanges()).isEqualTo(DiffChanges.DIFF_SOME);
        JsonNode live = cluster.server().get(path, Map.of());
        assertThat(live.path("spec").path("ports")).hasSize(1);
        assertThat(live.path("spec").path("ports").get(0).path("port").asInt()).isEqualTo(80);
        assertThat(live.path("metadata").path("labels").path("team").asString()).isEqualTo("shop");
    }

    @Test
    void aLostApiServerEndsInAClearErrorAndTheNextUpdateGoesOn() throws IOException {
        try (CutProxy way = new CutProxy(cluster.port());
                PluginClient far =
                        new PluginClient(KubernetesPlugin::new).configured(TestCluster.configuration(way.port()))) {
            State state = far.create(urn("lost"), unawaited(deployment("lost", "web:1")));
            way.cut();

            assertThatThrownBy(() -> far.refresh(state))
                    .hasMessageContaining(
                            "Deployment default/lost: the Kubernetes API server at https://127.0.0.1:%d does not answer:"
                                    .formatted(way.port()));
            way.mend();

            far.update(state, unawaited(deployment("lost", "web:2")));
            assertThat(image("lost")).isEqualTo("web:2");
        }
    }

    @Test
    void aLostApiServerWhileWaitingLeavesTheAppliedObjectInTheState() throws Exception {
        try (CutProxy way = new CutProxy(cluster.port());
                PluginClient far =
                        new PluginClient(KubernetesPlugin::new).configured(TestCluster.configuration(way.port()))) {
            State state = far.create(urn("cut"), unawaited(deployment("cut", "web:1")));
            CompletableFuture<State> update = meanwhile(() -> far.update(state, deployment("cut", "web:2"), 60));
            cluster.await("a status", () -> far.statuses().stream().anyMatch(status -> status.contains("[")));
            way.cut();

            StatusRuntimeException failure = failureOf(update);

            assertThat(failure).hasMessageContaining("Deployment default/cut is not ready:");
            assertThat(far.statuses()).contains("[the API server does not answer; trying again]");
            assertThat(PluginClient.leftBy(failure, urn("cut")).inputs().toString())
                    .contains("web:2");
        }
    }

    private String image(String name) {
        return live(name).at("/spec/template/spec/containers/0/image").asString();
    }

    @Test
    void secretsStaySecret() {
        String type = "kubernetes:core/v1:Secret";
        ObjectNode program =
                Json.parse("{\"metadata\": {\"name\": \"hidden\"}, \"stringData\": {\"key\": \"hunter2secret\"}}");

        State state = plugin.create(PluginClient.urn(type, "hidden"), program);
        State refreshed = plugin.refresh(state);

        for (State any : List.of(state, refreshed)) {
            assertThat(any.outputs().path("data").has("4dabf18193072939515e22adb298388d"))
                    .isTrue();
            assertThat(any.inputs().path("stringData").has("4dabf18193072939515e22adb298388d"))
                    .isTrue();
        }
    }

    @Test
    void aRefusalDoesNotGiveASecretAway() {
        ObjectNode program = deployment("leaky", "web:1");
        ObjectNode variable = ((ObjectNode) program.at("/spec/template/spec/containers/0"))
                .putArray("env")
                .addObject();
        variable.set(
                "name",
                Json.object()
                        .put("4dabf18193072939515e22adb298388d", "1b47061264138c4ac30d75fd1eb44270")
                        .put("value", "hunter2=secret"));

        assertThatThrownBy(() -> plugin.create(urn("leaky"), program))
                .hasMessageContaining("spec.template.spec.containers[0].env[0].name: Invalid value: \"[secret]\"")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void unknownValuesArePreviewedAsTheyAre() {
        ObjectNode preview = plugin.preview(urn("unknown"), deployment("unknown", Unknown.TEXT));

        assertThat(preview.at("/spec/template/spec/containers/0/image").asString())
                .isEqualTo(Unknown.TEXT);
    }

    @Test
    void whatTheApiServerAllocatesIsUnknownInAPreview() {
        ObjectNode preview = plugin.preview(
                PluginClient.urn("kubernetes:core/v1:Service", "allocated"),
                Json.parse("{\"spec\": {\"type\": \"NodePort\", \"ports\": [{\"port\": 80}]}}"));

        assertThat(preview.at("/spec/clusterIP").asString()).isEqualTo(Unknown.TEXT);
        assertThat(preview.at("/spec/ports/0/nodePort").asString()).isEqualTo(Unknown.TEXT);
        assertThat(preview.at("/metadata/uid").asString()).isEqualTo(Unknown.TEXT);
        assertThat(preview.at("/spec/ports/0/protocol").asString()).isEqualTo("TCP");
    }

    @Test
    void aNamespaceThatIsStillToComeDoesNotSpoilThePreview() {
        ObjectNode program = deployment("early", "web:1");
        program.withObject("metadata").put("namespace", "to-come");

        assertThat(plugin.preview(urn("early"), program)
                        .at("/metadata/namespace")
                        .asString())
                .isEqualTo("to-come");
    }

    @Test
    void unnamedObjectsGetANameThatStays() {
        ObjectNode program = Json.parse("{\"data\": {\"a\": \"1\"}}");
        State state = plugin.create(PluginClient.urn("kubernetes:core/v1:ConfigMap", "unnamed"), program);

        assertThat(state.id()).matches("default/unnamed-[0-9a-f]{8}");
        assertThat(plugin.diff(state, program).getChanges()).isEqualTo(DiffChanges.DIFF_NONE);
        program.withObject("data").put("a", "2");
        assertThat(plugin.diff(state, program).getDeleteBeforeReplace()).isFalse();
    }

    @Test
    void readsAnApiServiceByItsName() {
        State read =
                plugin.read(PluginClient.urn("kubernetes:apiregistration.k8s.io/v1:APIService", "apps"), "v1.apps");

        assertThat(read.outputs().at("/spec/group").asString()).isEqualTo("apps");
        assertThat(read.outputs().at("/status/conditions/0/type").asString()).isEqualTo("Available");
        assertThat(plugin.read(
                                PluginClient.urn("kubernetes:apiregistration.k8s.io/v1:APIService", "none"),
                                "v1beta1.metrics.k8s.io")
                        .id())
                .isEmpty();
    }

    @Test
    void customResourcesFollowTheirDefinition() {
        String definitionType = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition";
        String type = "kubernetes:example.com/v1:Route";
        // In the background: the garbage collector takes half a minute to notice a new kind.
        ObjectNode route = Json.parse("""
                {"metadata": {"name": "r", "annotations": {"pulumi.com/deletionPropagationPolicy": "background"}},
                 "spec": {"hosts": ["a.example"], "weight": 0.5}}
                """);
        assertThat(plugin.preview(PluginClient.urn(type, "r"), route).path("spec"))
                .isEqualTo(route.path("spec"));
        assertThatThrownBy(() -> plugin.create(PluginClient.urn(type, "r"), route))
                .hasMessageContaining("serves no kind Route in example.com/v1")
                .hasMessageContaining("kubectl api-resources");

        State definition = plugin.create(PluginClient.urn(definitionType, "routes"), Json.parse("""
                        {"metadata": {"name": "routes.example.com"},
                         "spec": {"group": "example.com", "scope": "Namespaced",
                          "names": {"kind": "Route", "plural": "routes", "singular": "route"},
                          "versions": [{"name": "v1", "served": true, "storage": true, "schema": {"openAPIV3Schema":
                           {"type": "object", "properties": {"spec":
                             {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}}}}]}}
                        """));
        State state = plugin.create(PluginClient.urn(type, "r"), route);

        assertThat(state.id()).isEqualTo("default/r");
        assertThat(state.outputs().at("/spec/weight").asDouble()).isEqualTo(0.5);
        assertThat(plugin.refresh(state).inputs()).isEqualTo(state.inputs());
        plugin.delete(state);
        plugin.delete(definition);
        assertThat(plugin.refresh(state).id()).isEmpty();
    }

    @Test
    void aDeletionThatIsHeldUpNamesTheFinalizer() {
        ObjectNode program = Json.parse(
                "{\"metadata\": {\"name\": \"held\", \"finalizers\": [\"example.com/hold\"], \"annotations\": {\"pulumi.com/timeoutSeconds\": \"1\"}}}");
        State state = plugin.create(PluginClient.urn("kubernetes:core/v1:ConfigMap", "held"), program);

        assertThatThrownBy(() -> plugin.delete(state))
                .hasMessageContaining(
                        "still there 1 s after its deletion: [waiting for it to go; finalizers: example.com/hold");
    }

    @Test
    void aMisspeltFieldIsRefusedByName() {
        assertThatThrownBy(() -> plugin.create(
                        PluginClient.urn("kubernetes:core/v1:ConfigMap", "misspelt"),
                        Json.parse("{\"metadata\": {\"name\": \"misspelt\"}, \"dta\": {}}")))
                .hasMessageContaining("ConfigMap default/misspelt:")
                .hasMessageContaining("unknown field \"dta\"");
    }
}
