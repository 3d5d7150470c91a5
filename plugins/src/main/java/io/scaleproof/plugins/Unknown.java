package io.scaleproof.plugins;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Values that a preview does not know yet. On the wire each is one of these texts, by the type it will have. */
public final class Unknown {
    public static final String TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private static final Set<String> SENTINELS = Set.of(
            TEXT,
            "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
            "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
            "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // list
            "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
            "030794c1-ac77-496b-92df-f27374a8bd58", // asset
            "e48ece36-62e2-4504-bad9-02848725956a"); // archive

    private Unknown() {}

    public static boolean is(JsonNode node) {
        return node.isString() && SENTINELS.contains(node.asString());
    }

    /** Whether the value or anything within it is not known yet. */
    public static boolean within(JsonNode node) {
        if (node.isContainer()) {
            return node.valueStream().anyMatch(Unknown::within);
        }
        return is(node);
    }
}
