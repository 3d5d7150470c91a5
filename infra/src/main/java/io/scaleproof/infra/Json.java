package io.scaleproof.infra;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Steps into objects of Kubernetes, of which any part may be missing. */
final class Json {
    private Json() {}

    /** The object at the end of {@code path}, if there is one. */
    static Optional<JsonObject> object(JsonObject from, String... path) {
        return at(from, path).filter(JsonElement::isJsonObject).map(JsonElement::getAsJsonObject);
    }

    /** The objects of the list at the end of {@code path}; none if there is no list. */
    static Stream<JsonObject> objects(JsonObject from, String... path) {
        JsonArray list = at(from, path)
                .filter(JsonElement::isJsonArray)
                .map(JsonElement::getAsJsonArray)
                .orElseGet(JsonArray::new);
        return StreamSupport.stream(list.spliterator(), false)
                .filter(JsonElement::isJsonObject)
                .map(JsonElement::getAsJsonObject);
    }

    /** The word at the end of {@code path}; empty if there is none. */
    static String text(JsonObject from, String... path) {
        return at(from, path)
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .orElse("");
    }

    private static Optional<JsonElement> at(JsonObject from, String... path) {
        JsonElement here = from;
        for (String step : path) {
            here = here instanceof JsonObject object ? object.get(step) : null;
        }
        return Optional.ofNullable(here);
    }
}
