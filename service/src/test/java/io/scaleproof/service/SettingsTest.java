package io.scaleproof.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void haveDefaults() {
        Settings settings = Settings.from(Map.of("HOSTNAME", "a-pod"));
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.podName()).isEqualTo("a-pod");
        assertThat(settings.drain()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.accessLog()).isFalse();
    }

    @Test
    void nameEveryWrongVariableAtOnce() {
        assertThatThrownBy(() -> Settings.from(Map.of(
                        "SCALEPROOF_QUEUE_MILLIS", "many",
                        "SCALEPROOF_DRAIN_SECONDS", "-1",
                        "SCALEPROOF_ACCESS_LOG", "yes")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "SCALEPROOF_QUEUE_MILLIS=many is not allowed: give a whole number from 1 to 600000, or leave it"
                                + " out for 1000; SCALEPROOF_DRAIN_SECONDS=-1 is not allowed: give a whole number from 0 to 600, or leave it"
                                + " out for 5; SCALEPROOF_ACCESS_LOG=yes is not allowed: give on or off");
    }

    @Test
    void areNotDisturbedByTheVariablesKubernetesSetsBesideAServiceOfThisName() {
        Settings settings = Settings.from(Map.of(
                "SCALEPROOF_PORT", "tcp://10.96.0.7:80",
                "SCALEPROOF_SERVICE_HOST", "10.96.0.7",
                "SCALEPROOF_SERVICE_PORT", "80",
                "SCALEPROOF_PORT_80_TCP_ADDR", "10.96.0.7"));
        assertThat(settings).isEqualTo(Settings.from(Map.of()));
    }
}
