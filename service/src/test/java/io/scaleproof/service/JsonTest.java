package io.scaleproof.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void keepsNumbersAndOrderAndEscapesTexts() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", 1.5);
        fields.put("text", "a \"quote\" \\ \n\t\u0001 é \uD83D\uDE00");
        assertThat(Json.object(fields))
                .isEqualTo("{\"number\":1.5,\"text\":\"a \\\"quote\\\" \\\\ \\n\\t\\u0001 é \\ud83d\\ude00\"}");
    }
}
