package io.scaleproof.plugins.kubernetes;

import com.google.protobuf.ByteString;
import io.scaleproof.plugins.PluginException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import pulumirpc.Provider.CheckRequest;
import tools.jackson.databind.node.ObjectNode;

/** Names for objects that the program left unnamed: the resource's name and eight random digits, kept over updates. */
final class Autonaming {
    private static final int SUFFIX_BYTES = 4;

    private Autonaming() {}

    static void assign(ObjectNode inputs, ObjectNode oldInputs, CheckRequest request) {
        if (inputs.has("metadata") && !inputs.path("metadata").isObject()) {
            return; // not known yet
        }
        ObjectNode metadata = inputs.withObject("metadata");
        if (metadata.has("name") || metadata.has("generateName")) {
            return;
        }
        boolean hadOne = Annotations.isAutonamed(oldInputs);
        metadata.put("name", hadOne ? oldInputs.path("metadata").path("name").asString() : fresh(request));
        if (metadata.path("annotations").isMissingNode()
                || metadata.path("annotations").isObject()) {
            metadata.withObject("annotations").put(Annotations.AUTONAMED, "true");
        }
    }

    private static String fresh(CheckRequest request) {
        String resource = request.getUrn().substring(request.getUrn().lastIndexOf("::") + 2);
        if (!request.hasAutonaming()) {
            return resource + "-" + suffix(request.getRandomSeed());
        }
        return switch (request.getAutonaming().getMode()) {
            case PROPOSE, ENFORCE -> request.getAutonaming().getProposedName();
            case DISABLE ->
                throw new PluginException(("%s has no metadata.name, and pulumi:autonaming is disabled for it. "
                                + "Name it in the program, or change that setting.")
                        .formatted(resource));
            case UNRECOGNIZED -> throw new PluginException("unknown autonaming mode for " + resource);
        };
    }

    /** The engine's seed makes a preview and its update agree on the name. */
    private static String suffix(ByteString seed) {
        byte[] bytes = new byte[SUFFIX_BYTES];
        if (seed.size() >= SUFFIX_BYTES) {
            seed.substring(0, SUFFIX_BYTES).copyTo(bytes, 0);
        } else {
            ThreadLocalRandom.current().nextBytes(bytes);
        }
        return HexFormat.of().formatHex(bytes);
    }
}
