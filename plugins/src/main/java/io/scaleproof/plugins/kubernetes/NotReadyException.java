package io.scaleproof.plugins.kubernetes;

import tools.jackson.databind.node.ObjectNode;

/** The object exists but did not become ready: it belongs into the state, marked as such. */
final class NotReadyException extends RuntimeException {
    private final transient ObjectNode live;

    NotReadyException(ObjectNode live, String reason) {
        super(reason);
        this.live = live;
    }

    ObjectNode live() {
        return live;
    }
}
