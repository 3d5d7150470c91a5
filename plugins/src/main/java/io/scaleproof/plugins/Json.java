package io.scaleproof.plugins;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Pulumi's property bags as JSON, and back. Whole numbers stay whole: an API server refuses {@code 8080.0} for a port. */
public final class Json {
    public static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final double LARGEST_EXACT = 1L << 53;

    private Json() {}

    public static ObjectNode object() {
        return NODES.objectNode();
    }

    /** Nulls are dropped: to Pulumi an absent property and a null one are the same. */
    public static ObjectNode of(Struct struct) {
        ObjectNode object = NODES.objectNode();
        struct.getFieldsMap().forEach((key, value) -> {
            if (value.getKindCase() != Value.KindCase.NULL_VALUE) {
                object.set(key, of(value));
            }
        });
        return object;
    }

    private static JsonNode of(Value value) {
        return switch (value.getKindCase()) {
            case NULL_VALUE, KIND_NOT_SET -> NODES.nullNode();
            case BOOL_VALUE -> NODES.booleanNode(value.getBoolValue());
            case NUMBER_VALUE -> number(value.getNumberValue());
            case STRING_VALUE -> NODES.stringNode(value.getStringValue());
            case STRUCT_VALUE -> of(value.getStructValue());
            case LIST_VALUE -> {
                ArrayNode array = NODES.arrayNode();
                value.getListValue().getValuesList().forEach(element -> array.add(of(element)));
                yield array;
            }
        };
    }

    /** The node type that a parser would have chosen, so that equal numbers are equal nodes. */
    private static JsonNode number(double value) {
        if (value != Math.rint(value) || Math.abs(value) > LARGEST_EXACT) {
            return NODES.numberNode(value);
        }
        long whole = (long) value;
        return whole == (int) whole ? NODES.numberNode((int) whole) : NODES.numberNode(whole);
    }

    public static Struct struct(JsonNode object) {
        Struct.Builder struct = Struct.newBuilder();
        object.properties().forEach(field -> struct.putFields(field.getKey(), value(field.getValue())));
        return struct.build();
    }

    private static Value value(JsonNode node) {
        Value.Builder value = Value.newBuilder();
        return switch (node.getNodeType()) {
            case OBJECT, POJO -> value.setStructValue(struct(node)).build();
            case ARRAY -> {
                ListValue.Builder list = ListValue.newBuilder();
                node.forEach(element -> list.addValues(value(element)));
                yield value.setListValue(list).build();
            }
            case STRING, BINARY -> value.setStringValue(node.asString()).build();
            case NUMBER -> value.setNumberValue(node.asDouble()).build();
            case BOOLEAN -> value.setBoolValue(node.asBoolean()).build();
            case NULL, MISSING -> value.setNullValue(NullValue.NULL_VALUE).build();
        };
    }

    public static ObjectNode parse(String text) {
        return (ObjectNode) MAPPER.readTree(text);
    }
}
