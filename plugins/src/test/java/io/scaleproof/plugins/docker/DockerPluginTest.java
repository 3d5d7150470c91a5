package io.scaleproof.plugins.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.scaleproof.plugins.Json;
import io.scaleproof.plugins.PluginClient;
import io.scaleproof.plugins.PluginClient.State;
import io.scaleproof.plugins.Unknown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulumirpc.Provider.CheckFailure;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.DiffResponse.DiffChanges;
import tools.jackson.databind.node.ObjectNode;

class DockerPluginTest {
    private static final String URN = PluginClient.urn("docker:index/image:Image", "app");

    @TempDir
    Path folder;

    private FakeDaemon daemon;
    private PluginClient plugin;

    @BeforeEach
    void start() throws IOException {
        daemon = new FakeDaemon();
        plugin = plugin(Optional.empty());
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\n");
    }

    private PluginClient plugin(Optional<String> imageLoad) {
        return new PluginClient(engine -> new DockerPlugin(engine, imageLoad))
                .configured(Json.object().put("host", daemon.host()));
    }

    @AfterEach
    void stop() {
        plugin.close();
        daemon.close();
    }

    private ObjectNode local() {
        ObjectNode image = Json.object().put("imageName", "app:1").put("skipPush", true);
        image.withObject("build")
                .put("context", folder.toString())
                .put("dockerfile", folder.resolve("Dockerfile").toString());
        return image;
    }

    private ObjectNode pushed() {
        ObjectNode image = local();
        image.put("imageName", "registry.example:5000/shop/app:1").put("skipPush", false);
        image.withObject("registry")
                .put("server", "registry.example:5000")
                .put("username", "me")
                .set("password", secret("hunter2"));
        return image;
    }

    private static ObjectNode secret(String value) {
        return Json.object()
                .put("4dabf18193072939515e22adb298388d", "1b47061264138c4ac30d75fd1eb44270")
                .put("value", value);
    }

    @Test
    void buildsAndTellsWhatItBuilt() {
        ObjectNode program = local();
        program.withObject("build").put("target", "final").withObject("args").put("VERSION", "7");

        State state = plugin.create(URN, program);

        assertThat(state.id()).isEqualTo("app:1");
        assertThat(state.outputs().path("imageName").asString()).isEqualTo("app:1");
        assertThat(state.outputs().path("repoDigest").asString()).startsWith("sha256:");
        assertThat(daemon.requests("POST /build"))
                .singleElement()
                .asString()
                .contains("t=app:1", "target=final", "buildargs={\"VERSION\":\"7\"}")
                .doesNotContain("platform");
        assertThat(plugin.statuses()).containsSubsequence("building app:1", "Step 1/1 : FROM scratch", "");
    }

    @Test
    void buildsNothingWithoutAChangeAndAgainAfterOne() throws IOException {
        State state = plugin.create(URN, local());

        assertThat(plugin.diff(state, local()).getChanges()).isEqualTo(DiffChanges.DIFF_NONE);
        Files.writeString(folder.resolve("new.txt"), "new");

        assertThat(plugin.diff(state, local()).getDetailedDiffMap()).containsOnlyKeys("build.contextDigest");
    }

    @Test
    void aPreviewBuildsNothingAndDoesNotKnowTheDigest() {
        ObjectNode preview = plugin.preview(URN, local());

        assertThat(preview.path("imageName").asString()).isEqualTo("app:1");
        assertThat(preview.path("repoDigest").asString()).isEqualTo(Unknown.TEXT);
        assertThat(daemon.requests("")).isEmpty();
    }

    @Test
    void aPreviewBuildsIfTheProgramWantsIt() {
        plugin.preview(URN, local().put("buildOnPreview", true));

        assertThat(daemon.requests("POST /build")).hasSize(1);
    }

    @Test
    void aFailedBuildEndsWithItsLastLinesAndWithoutSecrets() {
        daemon.buildsWith(
                FakeDaemon.stream("Step 1/2 : RUN make TOKEN=hunter2\n"),
                FakeDaemon.stream("using hunter2\n"),
                FakeDaemon.stream("main.c: missing semicolon\n"),
                FakeDaemon.error("The command 'make' returned a non-zero code: 2"));
        ObjectNode program = local();
        program.withObject("build").withObject("args").set("TOKEN", secret("hunter2"));

        assertThatThrownBy(() -> plugin.create(URN, program)).hasMessageEndingWith("""
                        build of app:1 failed: The command 'make' returned a non-zero code: 2
                            Step 1/2 : RUN make TOKEN=[secret]
                            using [secret]
                            main.c: missing semicolon""");
        assertThat(plugin.statuses())
                .contains("Step 1/2 : RUN make TOKEN=[secret]")
                .noneMatch(status -> status.contains("hunter2"));
    }

    @Test
    void pushesWithCredentialsAndTellsTheDigestInThatRepository() {
        State state = plugin.create(URN, pushed());

        assertThat(state.outputs().path("repoDigest").asString()).isEqualTo("registry.example:5000/shop/app@sha256:2");
        assertThat(daemon.requests("POST /images/registry.example:5000/shop/app/push"))
                .singleElement()
                .asString()
                .contains("tag=1");
        assertThat(daemon.credentials()).contains("\"username\":\"me\"", "\"password\":\"hunter2\"");
        assertThat(state.outputs().toString()).doesNotContain("hunter2");
    }

    @Test
    void aFailedPushSaysWhy() {
        daemon.pushesWith(FakeDaemon.error("denied: requested access to the resource is denied"));

        assertThatThrownBy(() -> plugin.create(URN, pushed()))
                .hasMessageContaining(
                        "push of registry.example:5000/shop/app:1 failed: denied: requested access to the resource is denied");
    }

    @Test
    void otherCredentialsAreNoOtherImage() {
        State state = plugin.create(URN, pushed());
        ObjectNode rotated = pushed();
        rotated.withObject("registry").set("password", secret("hunter3"));

        assertThat(plugin.diff(state, rotated).getChanges()).isEqualTo(DiffChanges.DIFF_NONE);
    }

    @Test
    void refreshSeesThatTheImageIsGone() {
        State state = plugin.create(URN, local());

        assertThat(plugin.refresh(state).id()).isEqualTo("app:1");
        daemon.forget();

        assertThat(plugin.refresh(state).id()).isEmpty();
        assertThat(plugin.warnings())
                .singleElement()
                .asString()
                .startsWith("image app:1 as it was built (sha256:")
                .endsWith("is no longer in the Docker daemon at %s; the next update builds it again"
                        .formatted(daemon.host()));
    }

    private Optional<String> loader(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("load"), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Optional.of(program.toString());
    }

    @Test
    void handsALocalImageToTheCluster() throws IOException {
        Path received = folder.resolve("received");
        try (PluginClient handing = plugin(loader("echo \"$1\" >%s; cat >>%s".formatted(received, received)))) {
            handing.create(URN, local());
        }

        assertThat(received).hasContent("app:1\nthe image of /images/app:1/get");
    }

    @Test
    void aPushedImageIsTheClustersToPull() throws IOException {
        Path received = folder.resolve("received");
        try (PluginClient handing = plugin(loader("cat >" + received))) {
            handing.create(URN, pushed());
        }

        assertThat(received).doesNotExist();
    }

    @Test
    void whatTheLoadingProgramSaidIsTheError() throws IOException {
        try (PluginClient handing = plugin(loader("echo 'no cluster runs here' >&2; exit 3"))) {
            assertThatThrownBy(() -> handing.create(URN, local()))
                    .hasMessageContaining(
                            "(SCALEPROOF_IMAGE_LOAD) could not load app:1 into the cluster: exit status 3")
                    .hasMessageEndingWith("no cluster runs here");
        }
    }

    @Test
    void aMissingDockerfileIsReportedBeforeAnythingIsBuilt() throws IOException {
        ObjectNode program = local();
        program.withObject("build").put("dockerfile", "Containerfile");
        Files.writeString(folder.resolve("Containerfile"), "FROM scratch\n");

        assertThat(plugin.checked(URN, program, Json.object()).getFailuresList())
                .extracting(CheckFailure::getProperty, CheckFailure::getReason)
                .containsExactly(tuple(
                        "build.dockerfile",
                        "there is no Dockerfile Containerfile (looked in %s). Try setting `dockerfile` to \"%s\""
                                .formatted(Path.of("").toAbsolutePath(), folder.resolve("Containerfile"))));
    }

    @Test
    void aMissingContextAndNameAreReportedTogether() {
        ObjectNode program = Json.object();
        program.withObject("build").put("context", "/no/such/folder");

        assertThat(plugin.checked(URN, program, Json.object()).getFailuresList())
                .extracting(CheckFailure::getProperty)
                .containsExactly("imageName", "build.context");
    }

    @Test
    void aSilentDaemonIsNamed() {
        try (PluginClient lonely = new PluginClient(engine -> new DockerPlugin(engine, Optional.empty()))
                .configured(Json.object().put("host", "tcp://127.0.0.1:1"))) {
            assertThatThrownBy(() -> lonely.create(URN, local()))
                    .hasMessageContaining("no Docker daemon answers at tcp://127.0.0.1:1: ")
                    .hasMessageEndingWith(
                            "Start it, or say where it is: export DOCKER_HOST=unix:///path/to/docker.sock");
        }
    }

    @Test
    void refusesSettingsThatItWouldHaveToIgnore() {
        assertThat(plugin.calls()
                        .checkConfig(CheckRequest.newBuilder()
                                .setNews(Json.struct(Json.object()
                                        .put("host", "tcp://127.0.0.1:1")
                                        .put("context", "other")))
                                .build())
                        .getFailuresList())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getReason())
                        .isEqualTo("docker:context is not supported by this stand-in for Pulumi's docker plugin. "
                                + "Remove it (pulumi config rm docker:context) or use the official plugin."));
    }

    @Test
    void otherResourcesAreRefusedByName() {
        String container = PluginClient.urn("docker:index/container:Container", "c");

        assertThatThrownBy(() -> plugin.check(container, Json.object(), Json.object()))
                .hasMessageContaining(
                        "docker:index/container:Container is not supported by this stand-in for Pulumi's "
                                + "docker plugin. Use the official one: pulumi plugin install resource docker 4.11.2 --reinstall");
    }

    @Test
    void anImageCannotBeImported() {
        assertThatThrownBy(() -> plugin.read(URN, "app:1")).hasMessageContaining("cannot be read or imported");
    }
}
