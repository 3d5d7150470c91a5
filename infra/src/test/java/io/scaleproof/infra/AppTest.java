package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AppTest {
    @Test
    void declaresTheWholeOfIt() {
        var run = Program.with().run();

        assertThat(run.errors()).isEmpty();
        assertThat(run.created())
                .containsExactly("deployment", "disruption-budget", "hpa", "image", "namespace", "service");
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
}
