package io.scaleproof.plugins;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A property bag opened for use: the values in clear, and which paths of it were secret, so that what comes of them is
 * sealed again.
 *
 * @param values the bag without the marks
 * @param paths JSON pointers to what was secret
 */
public record Secrets(ObjectNode values, Collection<String> paths) {
    private static final String SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
    private static final String SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

    /** Shorter texts than this occur everywhere; replacing them would only garble messages. The engine does the same. */
    private static final int SHORTEST_REDACTED = 3;

    public static Secrets open(ObjectNode sealed) {
        TreeSet<String> paths = new TreeSet<>();
        return new Secrets((ObjectNode) opened(sealed, JsonPointer.empty(), paths), paths);
    }

    private static JsonNode opened(JsonNode node, JsonPointer path, Collection<String> secretPaths) {
        if (isSecret(node)) {
            secretPaths.add(path.toString());
            return opened(node.path("value"), path, secretPaths);
        }
        if (node instanceof ObjectNode object) {
            ObjectNode result = Json.object();
            object.properties()
                    .forEach(field -> result.set(
                            field.getKey(),
                            opened(field.getValue(), path.appendProperty(field.getKey()), secretPaths)));
            return result;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode result = Json.MAPPER.createArrayNode();
            for (int i = 0; i < array.size(); i++) {
                result.add(opened(array.get(i), path.appendIndex(i), secretPaths));
            }
            return result;
        }
        return node;
    }

    private static boolean isSecret(JsonNode node) {
        return node.isObject()
                && SECRET_SIGNATURE.equals(node.path(SIGNATURE_KEY).asString(""));
    }

    /** Marks the same paths, where they exist, in what was made from these values. */
    public ObjectNode seal(ObjectNode result) {
        return seal(result, paths);
    }

    /** A copy of the object with these paths, where they exist, marked secret. */
    public static ObjectNode seal(ObjectNode object, Collection<String> paths) {
        ObjectNode sealed = object.deepCopy();
        // Inner paths first: sealing an outer one moves what is within it.
        paths.stream()
                .map(JsonPointer::compile)
                .sorted(Comparator.comparingInt(
                                (JsonPointer path) -> path.toString().length())
                        .reversed())
                .forEach(path -> seal(sealed, path));
        return sealed;
    }

    private static void seal(ObjectNode root, JsonPointer path) {
        JsonNode parent = root.at(path.head());
        JsonPointer last = path.last();
        if (parent instanceof ObjectNode object && object.has(last.getMatchingProperty())) {
            object.set(last.getMatchingProperty(), sealed(object.get(last.getMatchingProperty())));
        } else if (parent instanceof ArrayNode array && array.has(last.getMatchingIndex())) {
            array.set(last.getMatchingIndex(), sealed(array.get(last.getMatchingIndex())));
        }
    }

    private static JsonNode sealed(JsonNode value) {
        ObjectNode secret = Json.object().put(SIGNATURE_KEY, SECRET_SIGNATURE);
        secret.set("value", value);
        return secret;
    }

    /** The text without any of the secret values in it, neither as they are nor in base64. */
    public String redact(String text) {
        String redacted = text;
        for (String secret : texts()) {
            redacted = redacted.replace(secret, "[secret]");
        }
        return redacted;
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (String path : paths) {
            collect(values.at(path), texts);
        }
        texts.removeIf(text -> text.length() < SHORTEST_REDACTED);
        texts.sort(Comparator.comparingInt(String::length).reversed());
        return texts;
    }

    private static void collect(JsonNode node, List<String> texts) {
        if (node.isContainer()) {
            node.forEach(child -> collect(child, texts));
        } else if (node.isValueNode() && !node.isBoolean() && !node.isNull()) {
            texts.add(node.asString());
            texts.add(Base64.getEncoder().encodeToString(node.asString().getBytes(StandardCharsets.UTF_8)));
        }
    }
}
