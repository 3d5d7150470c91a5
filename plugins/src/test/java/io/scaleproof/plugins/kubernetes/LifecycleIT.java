package io.scaleproof.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.plugins.Json;
import io.scaleproof.plugins.PluginClient;
import io.scaleproof.plugins.PluginClient.State;
import io.scaleproof.plugins.Secrets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.DiffResponse.DiffChanges;
import pulumirpc.Provider.PropertyDiff.Kind;
import tools.jackson.databind.node.ObjectNode;

/** What holds for every kind that the program uses. */
@ExtendWith(TestCluster.class)
class LifecycleIT {
    private final TestCluster cluster;
    private final PluginClient plugin;
    private String name;

    LifecycleIT(TestCluster cluster) {
        this.cluster = cluster;
        plugin = new PluginClient(KubernetesPlugin::new).configured(cluster.configuration());
    }

    @BeforeEach
    void nameAfter(TestInfo test) {
        name = "%s-%08x"
                .formatted(
                        test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT),
                        test.getDisplayName().hashCode());
        name = name.substring(Math.max(0, name.length() - 40)).replaceAll("^[^a-z]+", "");
    }

    @AfterEach
    void close() {
        plugin.close();
    }

    private State created(ObjectCase kind) {
        return plugin.create(PluginClient.urn(kind.type(), "it"), kind.named(name));
    }

    private Kinds.Kind served(ObjectCase kind) {
        return new Kinds(cluster.server()).find(kind.apiVersion(), kind.kind()).orElseThrow();
    }

    private String path(ObjectCase kind) {
        return served(kind).path("default", name);
    }

    private ObjectNode live(ObjectCase kind) {
        return cluster.server().get(path(kind), Map.of());
    }

    private Kubectl kubectl() {
        return new Kubectl(ClusterConfig.of(cluster.configuration()).client());
    }

    @ParameterizedTest
    @MethodSource("io.scaleproof.plugins.kubernetes.ObjectCase#all")
    void isPreviewedWithoutATrace(ObjectCase kind) {
        ObjectNode preview = plugin.preview(PluginClient.urn(kind.type(), "it"), kind.named(name));

        assertThat(preview.path("metadata").path("name").asString()).isEqualTo(name);
        assertThat(cluster.server().find(path(kind))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.scaleproof.plugins.kubernetes.ObjectCase#all")
    void isCreatedAndThenUnchanged(ObjectCase kind) {
        State state = created(kind);

        assertThat(state.id()).isEqualTo(served(kind).namespaced() ? "default/" + name : name);
        assertThat(state.outputs().path("metadata").path("uid").asString())
                .isEqualTo(live(kind).path("metadata").path("uid").asString());
        DiffResponse diff = plugin.diff(state, kind.named(name));
        assertThat(diff.getChanges()).isEqualTo(DiffChanges.DIFF_NONE);
        assertThat(plugin.warnings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.scaleproof.plugins.kubernetes.ObjectCase#all")
    void isUpdatedInPlace(ObjectCase kind) {
        State before = created(kind);
        ObjectNode changed = kind.change().on(kind.named(name));

        DiffResponse diff = plugin.diff(before, changed);
        State after = plugin.update(before, changed);

        assertThat(diff.getDetailedDiffMap()).containsOnlyKeys(kind.change().path());
        assertThat(diff.getReplacesList()).isEmpty();
        assertThat(uid(after)).isEqualTo(uid(before));
        assertThat(plugin.diff(after, changed).getChanges()).isEqualTo(DiffChanges.DIFF_NONE);
        assertThat(live(kind).at(kind.change().pointer()))
                .isEqualTo(Json.MAPPER.readTree(kind.change().json()));
    }

    private static String uid(State state) {
        return state.outputs().path("metadata").path("uid").asString();
    }

    @ParameterizedTest
    @MethodSource("io.scaleproof.plugins.kubernetes.ObjectCase#replaceable")
    void isReplacedWhereItCannotBeChanged(ObjectCase kind) {
        State before = created(kind);
        ObjectNode changed = kind.replacing().orElseThrow().on(kind.named(name));

        DiffResponse diff = plugin.diff(before, changed);

        assertThat(diff.getDetailedDiffMap())
                .containsOnlyKeys(kind.replacing().orElseThrow().path());
        assertThat(diff.getDetailedDiffMap().values())
                .allMatch(change -> change.getKind() == Kind.UPDATE_REPLACE || change.getKind() == Kind.ADD_REPLACE);
        assertThat(diff.getDeleteBeforeReplace()).isTrue();
        plugin.delete(before);
        assertThat(uid(plugin.create(before.urn(), changed))).isNotEqualTo(uid(before));
    }

    @ParameterizedTest
    @MethodSource("io.scaleproof.plugins.kubernetes.ObjectCase#all")
    void isReplacedUnderAnotherName(ObjectCase kind) {
        State before = created(kind);

        DiffResponse diff = plugin.diff(before, kind.named(name + "-too"));

        assertThat(diff.getReplacesList()).containsExactly("metadata.name");
        assertThat(diff.getDeleteBeforeReplace()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("io.scaleproof.plugins.kubernetes.ObjectCase#all")
    void isUnchangedAfterARefresh(ObjectCase kind) {
        State state = created(kind);

        State refreshed = plugin.refresh(state);

        assertThat(refreshed.inputs()).isEqualTo(state.inputs());
    }

    /** The engine keeps no inputs of what a program only reads, and compares those that a refresh returns with none. */
    @ParameterizedTest
    @MethodSource("io.scaleproof.plugins.kubernetes.ObjectCase#all")
    void hasNoInputsAfterARefreshIfItIsOnlyRead(ObjectCase kind) {
        State ours = created(kind);
        State onlyRead = new State(ours.urn(), ours.id(), Json.object(), ours.outputs());

        State refreshed = plugin.refresh(onlyRead);

        assertThat(refreshed.inputs()).isEmpty();
        assertThat(uid(refreshed)).isEqualTo(uid(ours));
    }

    @ParameterizedTest
    @MethodSource("io.scaleproof.plugins.kubernetes.ObjectCase#all")
    void showsWhatKubectlChangedAndPutsItRight(ObjectCase kind) {
        State before = created(kind);
        kubectl().edit(cluster.server(), path(kind), kind.change()::on);

        State refreshed = plugin.refresh(before);
        DiffResponse diff = plugin.diff(refreshed, kind.named(name));
        plugin.update(refreshed, kind.named(name));

        assertThat(diff.getDetailedDiffMap()).containsOnlyKeys(kind.change().path());
        assertThat(live(kind).at(kind.change().pointer()))
                .isEqualTo(before.outputs().at(kind.change().pointer()));
    }

    @ParameterizedTest
    @MethodSource("io.scaleproof.plugins.kubernetes.ObjectCase#all")
    void isImportedAndThenOurs(ObjectCase kind) {
        ObjectNode object = Secrets.open(
                        plugin.check(PluginClient.urn(kind.type(), "it"), kind.named(name), Json.object()))
                .values();
        kubectl().create(served(kind).path("default"), object);

        State imported = plugin.read(
                PluginClient.urn(kind.type(), "it"), ObjectId.of(live(kind)).toString());
        State taken = plugin.update(imported, kind.named(name));
        ObjectNode more = kind.named(name);
        more.withObject("metadata").withObject("annotations").put("example.com/added", "1");
        State added = plugin.update(taken, more);
        plugin.update(added, kind.named(name));

        assertThat(imported.inputs().has("status")).isFalse();
        assertThat(live(kind).path("metadata").path("annotations").has("example.com/added"))
                .isFalse();
        assertThat(Ownership.claimed(live(kind), kind.named(name), kind.named(name)))
                .isEmpty();
        assertThat(plugin.diff(taken, kind.named(name)).getChanges()).isEqualTo(DiffChanges.DIFF_NONE);
    }

    @ParameterizedTest
    @MethodSource("io.scaleproof.plugins.kubernetes.ObjectCase#all")
    void isGoneWhenDeleted(ObjectCase kind) {
        State state = created(kind);

        plugin.delete(state);

        assertThat(cluster.server().find(path(kind))).isEmpty();
        assertThat(plugin.refresh(state).id()).isEmpty();
        plugin.delete(state); // a second time changes nothing
    }
}
