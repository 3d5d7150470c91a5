package io.scaleproof.service.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LogFormatTest {
    private static final Instant TIME = Instant.parse("2026-11-24T09:30:00.123456Z");

    @Test
    void isOneLineOfTextByDefault() {
        assertThat(LogFormat.from(Map.of()).line(TIME, Level.INFO, "io.scaleproof.Drain", "Stopping", null))
                .isEqualTo("2026-11-24T09:30:00.123Z INFO Drain Stopping");
    }

    @Test
    void isOneLineOfJsonOnDemandStackTraceIncluded() {
        LogFormat json = LogFormat.from(Map.of("SCALEPROOF_LOG", "json", "SCALEPROOF_LOG_LEVEL", "debug"));
        assertThat(json.least()).isEqualTo(Level.DEBUG);
        assertThat(json.line(TIME, Level.WARN, "a.B", "say \"no\"", new IllegalStateException("why")))
                .startsWith("{\"time\":\"2026-11-24T09:30:00.123Z\",\"level\":\"WARN\",\"logger\":\"a.B\","
                        + "\"message\":\"say \\\"no\\\"\",\"error\":\"java.lang.IllegalStateException: why\\n")
                .endsWith("\"}")
                .doesNotContain("\n");
    }

    @Test
    void isOneLineOfTextWhateverIsInIt() {
        assertThat(LogFormat.DEFAULT.line(
                        TIME, Level.WARN, "access", "GET /\u001b[2J\r\nforged", new IllegalStateException("why")))
                .startsWith("2026-11-24T09:30:00.123Z WARN access GET /\\u001b[2J\\u000d\\nforged\\n"
                        + "java.lang.IllegalStateException: why\\n\\tat io.scaleproof")
                .doesNotContain("\n", "\r", "\u001b");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> LogFormat.from(Map.of("SCALEPROOF_LOG", "xml")))
                .hasMessage("SCALEPROOF_LOG=xml is not allowed: give text or json");
        assertThatThrownBy(() -> LogFormat.from(Map.of("SCALEPROOF_LOG_LEVEL", "loud")))
                .hasMessage("SCALEPROOF_LOG_LEVEL=loud is not allowed: give trace, debug, info, warn or error");
    }
}
