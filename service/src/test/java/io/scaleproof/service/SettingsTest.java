package io.scaleproof.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Pattern NUMBER =
            Pattern.compile("(\\w+)=wrong is not allowed: .* from (\\d+) to (\\d+), or leave it out for (\\d+)");

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
    void areAllDocumentedWithTheirDefaultsAndBounds() throws IOException {
        String page = Files.readString(Path.of("../docs/service.md"));
        var wrong = new HashMap<String, String>() {
            @Override
            public String get(Object name) {
                return "wrong";
            }

            @Override
            public String getOrDefault(Object name, String byDefault) {
                return get(name);
            }
        };
        String[] refusals =
                catchThrowable(() -> Settings.from(wrong)).getMessage().split("; ");
        assertThat(refusals).hasSizeGreaterThan(10);
        for (String refusal : refusals) {
            Matcher number = NUMBER.matcher(refusal);
            if (number.matches()) {
                String byDefault = number.group(1).equals("SCALEPROOF_BURNERS")
                        ? "the JVM's processors"
                        : "`" + number.group(4) + "`";
                assertThat(page)
                        .contains("| `%s` | %s | %s to %s |"
                                .formatted(number.group(1), byDefault, number.group(2), number.group(3)));
            } else {
                assertThat(page).contains("| `" + refusal.substring(0, refusal.indexOf('=')) + "` | `off` | on, off |");
            }
        }
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
