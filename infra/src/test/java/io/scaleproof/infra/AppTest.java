package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppTest {
    @Test
    void declaresTheWholeOfIt() {
        var run = Program.with().run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.created())
                .containsExactly(
                        "autoscaler-hpa",
                        ServiceNamespace.NAME,
                        "service-image-image",
                        "web-service-deployment",
                        "web-service-disruption-budget",
                        "web-service-service");
    }

    @Test
    void declaresNothingWithAWrongConfiguration() {
        var run = Program.with("maxReplicas", "0", "cpuRequest", "lots").run();

        assertThat(run.declared()).isEmpty();
        assertThat(run.errors()).singleElement().asString().contains("maxReplicas is '0'", "cpuRequest is 'lots'");
    }

    @Test
    void exportsWhereTheServiceIsAndWhatTheSettingsMean() {
        var run = Program.with("nodeAddress", "192.168.49.2").run();

        assertThat(run.output("url")).isEqualTo("http://192.168.49.2:30080/");
        assertThat(run.output("urls")).isEqualTo(List.of("http://192.168.49.2:30080/"));
        assertThat(run.output("namespace")).isEqualTo("scaleproof");
        assertThat(run.output("deployment")).isEqualTo("scaleproof");
        assertThat(run.output("service")).isEqualTo("scaleproof");
        assertThat(run.output("hpa")).isEqualTo("scaleproof");
        assertThat(run.output("image")).asString().startsWith("scaleproof-service:");
        assertThat(run.output("imageDigest")).asString().contains("sha256:");
        assertThat(run.output("arithmetic")).asString().contains("a pod is full at 50m");
    }

    @Test
    void deploysTheServiceEvenIfTheLoadTestCannotBeBuilt(@TempDir Path repository) throws IOException {
        for (String module : new String[] {"service", "loadtest"}) {
            Files.createDirectories(repository.resolve(module));
        }
        var run = Program.with()
                .repository(
                        repository, module -> new Maven.Ended(module.equals("service"), "LoadTest.java: ';' expected"))
                .run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.declares("hpa")).isTrue();
    }

    @Test
    void buildsTheServiceFirstAndTheLoadTestToo(@TempDir Path repository) throws IOException {
        for (String module : new String[] {"service", "loadtest"}) {
            Files.createDirectories(repository.resolve(module));
        }
        var built = new CopyOnWriteArrayList<String>();
        Program.with()
                .repository(repository, module -> {
                    built.add(module);
                    return new Maven.Ended(true, "");
                })
                .run();

        assertThat(built).containsExactly("service", "loadtest");
    }
}
