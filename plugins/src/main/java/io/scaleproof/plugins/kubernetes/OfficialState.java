package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.PluginException;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What Pulumi's official Kubernetes plugin has written into a stack's state, and this one cannot go on with. */
final class OfficialState {
    /** What it keeps among an object's outputs. */
    private static final List<String> KEPT = List.of("__inputs", "__initialApiVersion", "__fieldManager");

    private OfficialState() {}

    /** @throws PluginException if {@code state} is the official plugin's: it is to be left as it is */
    static void refuse(Resource resource, ObjectNode state) {
        if (KEPT.stream().anyMatch(state::has)) {
            throw new PluginException(
                    ("%s: this stack was made with Pulumi's official Kubernetes plugin, whose state this one does not read. Go on"
                                    + " with the official one, or keep this one's stacks in a backend of their own: export"
                                    + " PULUMI_BACKEND_URL=file://$HOME/scaleproof-state")
                            .formatted(resource.name()));
        }
    }
}
