package io.scaleproof.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"b\":[1,\"x\",true,{\"c\":[]}]}}",
                "{\"port\":8080}",
                "{\"big\":9007199254740991}",
                "{\"half\":0.5}",
                "{\"negative\":-3}"
            })
    void isTheSameAfterTheWayThroughPulumi(String json) {
        assertThat(Json.of(Json.struct(Json.parse(json)))).hasToString(json).isEqualTo(Json.parse(json));
    }

    @Test
    void nullIsAbsent() {
        Struct struct = Struct.newBuilder()
                .putFields(
                        "gone",
                        Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build())
                .build();

        assertThat(Json.of(struct)).isEqualTo(Json.object());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {Unknown.TEXT, "3eeb2bf0-c639-47a8-9e75-3b44932eb421", "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"})
    void unknownValuesAreFoundAtAnyDepth(String unknown) {
        ObjectNode object = Json.parse("{\"a\": [{\"b\": \"%s\"}]}".formatted(unknown));

        assertThat(Unknown.within(object)).isTrue();
        assertThat(Unknown.within(Json.parse("{\"a\": [{\"b\": \"known\"}]}"))).isFalse();
    }
}
