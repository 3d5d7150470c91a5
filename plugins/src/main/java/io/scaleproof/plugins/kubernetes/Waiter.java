package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.Cancellation;
import io.scaleproof.plugins.PluginException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Waits for objects by looking at them, since a look is what decides. */
final class Waiter {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /** An API server that restarts is back within this; the objects do not care. */
    private static final Duration OUTAGE_PATIENCE = Duration.ofSeconds(15);

    private final ApiServer server;
    private final Cancellation cancellation;

    Waiter(ApiServer server, Cancellation cancellation) {
        this.server = server;
        this.cancellation = cancellation;
    }

    /**
     * @param status told what is waited for, whenever that changes
     * @return the object as it is when ready
     * @throws NotReadyException when it will not be, when time has run out, or on cancellation
     */
    ObjectNode untilReady(
            String path, ObjectNode applied, Readiness readiness, Duration timeout, Consumer<String> status) {
        RelatedObjects related = new ServedObjects(server);
        Instant start = Instant.now();
        Instant lastAnswer = start;
        ObjectNode live = applied;
        String missing = "";
        while (true) {
            try {
                live = server.find(path).orElseThrow(() -> new NotReadyException(applied, "it was deleted meanwhile"));
                Progress progress = readiness.of(live, related);
                lastAnswer = Instant.now();
                switch (progress) {
                    case Progress.Ready() -> {
                        return live;
                    }
                    case Progress.Hopeless(String why) -> throw new NotReadyException(live, why);
                    case Progress.Waiting(String what) -> {
                        if (!what.equals(missing)) {
                            status.accept(what);
                        }
                        missing = what;
                    }
                }
            } catch (UnreachableException e) {
                if (Duration.between(lastAnswer, Instant.now()).compareTo(OUTAGE_PATIENCE) > 0) {
                    throw new NotReadyException(live, "applied, but while waiting for it " + e.getMessage());
                }
                status.accept("[the API server does not answer; trying again]");
            }
            if (Duration.between(start, Instant.now()).compareTo(timeout) > 0) {
                throw new NotReadyException(live, "not ready within %d s: %s".formatted(timeout.toSeconds(), missing));
            }
            if (cancellation.pause(BETWEEN_LOOKS)) {
                throw new NotReadyException(live, "cancelled while waiting: " + missing);
            }
        }
    }

    /**
     * @param uid of the object that was deleted: another of that name may follow it at once
     */
    void untilGone(String path, String uid, Duration timeout, Consumer<String> status) {
        Instant start = Instant.now();
        String holding = "";
        while (true) {
            Optional<ObjectNode> live = server.find(path)
                    .filter(object ->
                            uid.equals(object.path("metadata").path("uid").asString("")));
            if (live.isEmpty()) {
                return;
            }
            String what = holding(live.get());
            if (!what.equals(holding)) {
                status.accept(what);
                holding = what;
            }
            if (Duration.between(start, Instant.now()).compareTo(timeout) > 0) {
                throw new PluginException(
                        "still there %d s after its deletion: %s".formatted(timeout.toSeconds(), holding));
            }
            if (cancellation.pause(BETWEEN_LOOKS)) {
                throw new PluginException("cancelled while it was being deleted: " + holding);
            }
        }
    }

    /** Finalizers keep a deleted object; a namespace says in its conditions what is still in it. */
    private static String holding(JsonNode live) {
        String conditions = live.path("status")
                .path("conditions")
                .valueStream()
                .filter(Conditions::isTrue)
                .filter(condition -> live.path("kind").asString("").equals("Namespace"))
                .map(condition -> condition.path("message").asString(""))
                .collect(Collectors.joining("; "));
        String finalizers = live.path("metadata")
                .path("finalizers")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.joining(", "));
        return "[waiting for it to go" + (finalizers.isEmpty() ? "" : "; finalizers: " + finalizers)
                + (conditions.isEmpty() ? "" : "; " + conditions) + "]";
    }
}
