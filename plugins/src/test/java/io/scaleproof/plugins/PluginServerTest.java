package io.scaleproof.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PluginServerTest {
    @Test
    void theEngineIsFoundBehindTheFlagsOfItsLog() {
        assertThat(PluginServer.engine("127.0.0.1:1")).isEqualTo("127.0.0.1:1");
        assertThat(PluginServer.engine("--logtostderr", "-v=9", "127.0.0.1:1")).isEqualTo("127.0.0.1:1");
    }
}
