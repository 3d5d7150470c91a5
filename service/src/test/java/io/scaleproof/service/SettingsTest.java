package io.scaleproof.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Pattern NUMBER =
            Pattern.compile("(\\w+)=wrong is not allowed: .* from (\\d+) to (\\d+), or leave it out for (\\d+)");
    private static final Pattern CHOICE = Pattern.compile("(\\w+)=wrong is not allowed: give (.*)");

    private static Settings with(Map<String, Object> properties) {
        try (var context = ApplicationContext.run(properties)) {
            return context.getBean(Settings.class);
        }
    }

    @Test
    void comeFromMicronautsConfiguration() {
        Settings settings = with(
                Map.of("scaleproof.queue-millis", 700, "scaleproof.access-log", "on", "scaleproof.pod-name", "a-pod"));
        assertThat(settings.queue()).isEqualTo(Duration.ofMillis(700));
        assertThat(settings.accessLog()).isTrue();
        assertThat(settings.podName()).isEqualTo("a-pod");
    }

    @Test
    void haveTheDefaultsThatAreSaidToWhoeverSetsThemWrongly() throws ReflectiveOperationException {
        // What the tests have of their own.
        Settings settings = with(Map.of("scaleproof.drain-seconds", Variable.DRAIN_SECONDS.byDefault));
        int compared = 0;
        for (RecordComponent setting : Settings.class.getRecordComponents()) {
            if (!setting.getName().equals("podName")) {
                Object value = setting.getAccessor().invoke(settings);
                assertThat(value.equals(false) ? "off" : value.toString())
                        .as(setting.getName())
                        .isEqualTo(variable(setting.getName()).byDefault);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(9);
    }

    private static Variable variable(String component) {
        return Variable.valueOf(component.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
    }

    @Test
    void areBoundedWhereverTheyComeFrom() {
        assertThatThrownBy(() -> with(Map.of("scaleproof.queue-millis", 0, "scaleproof.drain-seconds", 601)))
                .hasStackTraceContaining("SCALEPROOF_DRAIN_SECONDS=601 is not allowed")
                .hasStackTraceContaining("SCALEPROOF_QUEUE_MILLIS=0 is not allowed");
    }

    @Test
    void nameEveryWrongVariableAtOnce() {
        assertThat(Variable.problems(Map.of(
                        "SCALEPROOF_QUEUE_MILLIS", "many",
                        "SCALEPROOF_DRAIN_SECONDS", "-1",
                        "SCALEPROOF_ACCESS_LOG", "yes")))
                .containsExactly(
                        "SCALEPROOF_ACCESS_LOG=yes is not allowed: give on or off",
                        "SCALEPROOF_DRAIN_SECONDS=-1 is not allowed: give a whole number from 0 to 600, or leave it out"
                                + " for 5",
                        "SCALEPROOF_QUEUE_MILLIS=many is not allowed: give a whole number from 1 to 600000, or leave it"
                                + " out for 1000");
    }

    @Test
    void nameAMisspeltVariableAndTheOnesThereAre() {
        assertThat(Variable.problems(Map.of("SCALEPROOF_QUEUE_MILIS", "1000")))
                .singleElement()
                .asString()
                .startsWith("SCALEPROOF_QUEUE_MILIS is not a setting: there is SCALEPROOF_HTTP_PORT, ")
                .contains("SCALEPROOF_QUEUE_MILLIS");
    }

    @ParameterizedTest
    @CsvSource({
        "SCALEPROOF_PORT, tcp://10.96.0.7:80",
        "SCALEPROOF_SERVICE_HOST, 10.96.0.7",
        "SCALEPROOF_SERVICE_PORT, 80",
        "SCALEPROOF_SERVICE_PORT_HTTP, 80",
        "SCALEPROOF_PORT_80_TCP_ADDR, 10.96.0.7",
        "SCALEPROOF_CANARY_SERVICE_HOST, 10.96.0.7",
        "SCALEPROOF_CANARY_PORT_80_TCP, tcp://10.96.0.7:80",
        "SCALEPROOF_CLUSTER, standin",
        "PATH, /bin"
    })
    void areNotDisturbedByWhatKubernetesAndTheToolsSet(String variable, String value) {
        assertThat(Variable.problems(Map.of(variable, value))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCALEPROOF_PORT", "SCALEPROOF_SERVER_PORT", "SCALEPROOF_HTTPS_PORT"})
    void tellAPortThatIsMeantAsASettingFromOneThatKubernetesSets(String variable) {
        assertThat(Variable.problems(Map.of(variable, "9090")))
                .singleElement()
                .asString()
                .contains("is not a setting");
    }

    @ParameterizedTest
    @EnumSource
    void areAllDocumentedWithTheirDefaultsAndBounds(Variable variable) throws IOException {
        String page = Files.readString(Path.of("../docs/service.md"));
        String refusal = variable.problem("wrong").orElseThrow();
        Matcher number = NUMBER.matcher(refusal);
        Matcher choice = CHOICE.matcher(refusal);
        if (number.matches()) {
            String byDefault = variable == Variable.BURNERS ? "the JVM's processors" : "`" + number.group(4) + "`";
            assertThat(page)
                    .contains("| `%s` | %s | %s to %s |"
                            .formatted(variable.variable(), byDefault, number.group(2), number.group(3)));
        } else {
            assertThat(choice.matches()).isTrue();
            assertThat(page)
                    .contains("| `%s` | `%s` | %s |"
                            .formatted(
                                    variable.variable(),
                                    variable.byDefault,
                                    choice.group(2).replace(" or ", ", ")));
        }
    }
}
